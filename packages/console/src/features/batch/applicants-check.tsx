'use client';

import { SubmitBatchApplicationsDocument } from '@yimen/schema/documents';
import { Button, Checkbox, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { useRouter } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { DayPicker } from '@/lib/day-picker';
import { type Failure, isFailure, MutationFailure, useCommand } from '@/lib/graphql';
import { useViewer } from '@/lib/viewer';
import { ApplicantRows, type CheckedRow } from './applicant-rows';
import { type Applicant, type Column, placeOf, problemsOf, toInput } from './applicant-table';
import type { BatchToFill } from './applicants-page';
import styles from './batch.module.css';

interface ApplicantsCheckProps {
  batch: BatchToFill;
  read: Applicant[];
  onBack: () => void;
}

interface Line {
  key: number;
  row: Applicant;
  /** What the service said of its cells; gone as soon as the cell is changed. */
  answered: Partial<Record<Column, string>>;
}

/** The rows as read, each wrong cell with why and open to be put right; handed in only when all are right. */
export function ApplicantsCheck({ batch, read, onBack }: ApplicantsCheckProps) {
  const t = useTranslations('batches');
  const b = useBilingual();
  const id = useId();
  const router = useRouter();
  const { today } = useViewer();
  const heading = useRef<HTMLHeadingElement>(null);
  const [lines, setLines] = useState<Line[]>(() => read.map((row, key) => ({ key, row, answered: {} })));
  const [program, setProgram] = useState(batch.programs.length === 1 ? (batch.programs[0]?.code ?? '') : '');
  const [appliedOn, setAppliedOn] = useState(today);
  const [onlyWrong, setOnlyWrong] = useState(false);
  const submission = useCommand(SubmitBatchApplicationsDocument);

  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, []);

  const defaults = useMemo(() => ({ program, appliedOn }), [program, appliedOn]);
  const opened = useRef(new Map<number, Set<Column>>());
  const checked = useMemo(() => {
    const seen = new Set<string>();
    return lines.map(({ key, row, answered }, index): CheckedRow => {
      const problems = problemsOf(row, batch, defaults);
      const claim = `${row.idNumber} ${row.program || defaults.program}`;
      if (seen.has(claim)) problems.idNumber ??= 'twice';
      seen.add(claim);
      const told = Object.entries(problems).map(([column, problem]) => [column, t(`cell.${problem}`)]);
      const words: CheckedRow['problems'] = { ...answered, ...Object.fromEntries(told) };
      const open = opened.current.get(key) ?? new Set();
      for (const column of Object.keys(words) as Column[]) open.add(column);
      if (words.village) open.add('township');
      opened.current.set(key, open);
      return { key, row, number: index + 1, problems: words, open };
    });
  }, [lines, batch, defaults, t]);
  const wrong = checked.filter(({ problems }) => Object.keys(problems).length > 0);

  const edit = (key: number, column: Column, value: string) =>
    setLines((all) =>
      all.map((line) =>
        line.key === key
          ? { key, row: { ...line.row, [column]: value }, answered: without(line.answered, column) }
          : line,
      ),
    );

  const submit = async () => {
    if (wrong.length > 0) return setOnlyWrong(true);
    const applicants = lines.map(({ row }) => toInput(row, batch, defaults));
    const result = await submission.run({ batchId: batch.id, applicants });
    if (!isFailure(result)) return router.push(`/batches/${batch.id}`);
    if (result.__typename !== 'InvalidInput') return;
    const placed = result.problems.filter(({ path }) => placeOf(path));
    setLines((all) => all.map((line, index) => ({ ...line, answered: answersOf(placed, index) })));
    setOnlyWrong(placed.length > 0);
    submission.setFailure(
      withoutPlaced(result, t('someWrong', { count: new Set(placed.map(({ path }) => placeOf(path)?.index)).size })),
    );
  };

  return (
    <section className="paper stack" aria-labelledby={id}>
      <h2 id={id} ref={heading} tabIndex={-1}>
        {t('readRows', { count: lines.length })}
      </h2>
      <div className={styles.defaults}>
        <div>
          <label htmlFor={`${id}-program`}>{t('defaultProgram')}</label>
          <Select
            id={`${id}-program`}
            value={program || undefined}
            placeholder={t('choose')}
            onChange={setProgram}
            options={batch.programs.map(({ code, name }) => ({ value: code, label: b(name) }))}
          />
        </div>
        <div>
          <label htmlFor={`${id}-day`}>{t('defaultDay')}</label>
          <DayPicker id={`${id}-day`} value={appliedOn} onChange={(day) => setAppliedOn(day ?? '')} />
        </div>
      </div>
      <div className="row">
        <span role="status" className={wrong.length > 0 ? 'late' : undefined}>
          {wrong.length > 0 ? t('wrongRows', { count: wrong.length }) : t('allRight')}
        </span>
        <Checkbox checked={onlyWrong} onChange={(event) => setOnlyWrong(event.target.checked)}>
          {t('onlyWrong')}
        </Checkbox>
      </div>
      <ApplicantRows
        rows={onlyWrong ? checked.filter(({ open }) => open.size > 0) : checked}
        defaults={defaults}
        programs={batch.programs}
        onEdit={edit}
        onRemove={(key) => setLines((all) => all.filter((line) => line.key !== key))}
      />
      <MutationFailure failure={submission.failure} onClose={() => submission.setFailure(undefined)} />
      <div className="row">
        <Button type="primary" size="large" loading={submission.running} disabled={lines.length === 0} onClick={submit}>
          {t('confirmSubmit', { count: lines.length })}
        </Button>
        <Button size="large" onClick={onBack}>
          {t('pasteAgain')}
        </Button>
        {wrong.length > 0 && <span className="quiet">{t('mendFirst')}</span>}
      </div>
    </section>
  );
}

function without(answered: Line['answered'], column: Column): Line['answered'] {
  return Object.fromEntries(Object.entries(answered).filter(([name]) => name !== column));
}

function answersOf(problems: readonly { path: string; message: string }[], index: number): Line['answered'] {
  const own = problems.flatMap(({ path, message }) => {
    const place = placeOf(path);
    return place?.index === index ? [[place.column, message]] : [];
  });
  return Object.fromEntries(own);
}

/** What is told at its cell is counted above the button, not told again. */
function withoutPlaced(failure: Extract<Failure, { __typename: 'InvalidInput' }>, message: string): Failure {
  const others = failure.problems.filter(({ path }) => !placeOf(path));
  return others.length > 0
    ? { ...failure, problems: others }
    : { ...failure, message, problems: [{ path: '', message }] };
}
