'use client';

import { ReleaseReservationDocument, RenewReservationDocument } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { formatTime } from '@/lib/dates';
import { MutationFailure, useCommand } from '@/lib/graphql';
import { Money } from '@/lib/money';
import { ActionButton } from '@/lib/page';
import type { AgendaItemView } from './meeting-page';

const TICK_MS = 15_000;
/** From how many minutes on it is told that the time runs out. */
const SOON = 5;

/** What the package under discussion keeps from other meetings and until when; its chair renews it or gives it back. */
export function ReservationLine({ item }: { item: AgendaItemView }) {
  const t = useTranslations('meetings');
  const renew = useCommand(RenewReservationDocument);
  const release = useCommand(ReleaseReservationDocument);
  const { id: itemId, reservation, allowedActions } = item;
  const minutes = useMinutesUntil(reservation?.until);
  const renewable = allowedActions.some(({ action }) => action === 'renew_reservation');
  if (!reservation && !renewable) return null;
  return (
    <section className="paper" aria-label={t('reserve')} data-testid="reservation">
      {reservation ? (
        <p>
          {t.rich('reserved', {
            money: () => <Money fen={reservation.fen} />,
            places: reservation.places,
            time: formatTime(reservation.until),
          })}{' '}
          {minutes !== undefined && (
            <span className={minutes <= SOON ? 'late' : 'quiet'}>{t('reservedFor', { minutes })}</span>
          )}
        </p>
      ) : (
        <p>{t('notReserved')}</p>
      )}
      {minutes !== undefined && minutes <= SOON && renewable && <p role="status">{t('reservedShort')}</p>}
      <div className="row">
        <ActionButton
          action="renew_reservation"
          allowedActions={allowedActions}
          size="small"
          loading={renew.running}
          onClick={() => renew.run({ itemId })}
        >
          {t(reservation ? 'renewReservation' : 'reserve')}
        </ActionButton>
        {reservation && (
          <ActionButton
            action="release_reservation"
            allowedActions={allowedActions}
            size="small"
            loading={release.running}
            onClick={() => release.run({ itemId })}
          >
            {t('releaseReservation')}
          </ActionButton>
        )}
      </div>
      <MutationFailure failure={renew.failure} onClose={() => renew.setFailure(undefined)} />
      <MutationFailure failure={release.failure} onClose={() => release.setFailure(undefined)} />
    </section>
  );
}

/** Whole minutes until an instant, counted anew as they pass; undefined without one. */
function useMinutesUntil(until: string | undefined): number | undefined {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!until) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [until]);
  return until === undefined ? undefined : Math.max(0, Math.ceil((Date.parse(until) - now) / 60_000));
}
