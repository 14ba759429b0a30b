'use client';

import { Alert, Button, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { type ChangeEvent, useId, useState } from 'react';
import { useBilingual } from '@/lib/bilingual';
import { COLUMNS, readApplicants, readCells } from './applicant-table';
import type { BatchToFill } from './applicants-page';
import styles from './batch.module.css';

const REQUIRED: readonly string[] = ['name', 'idNumber', 'village', 'amount'];
const MOST = 500;

interface PasteTableProps {
  programs: BatchToFill['programs'];
  text: string;
  onText: (text: string) => void;
  onRead: () => void;
}

/** Takes the list from a spreadsheet: pasted, or saved from it as CSV; a file to fill in for those who have none. */
export function PasteTable({ programs, text, onText, onRead }: PasteTableProps) {
  const t = useTranslations('batches');
  const b = useBilingual();
  const id = useId();
  const [problem, setProblem] = useState<string>();
  const [only] = programs;

  const openFile = async (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? [];
    if (!file) return;
    const bytes = new Uint8Array(await file.arrayBuffer());
    // The first bytes of every xlsx: it is a zip archive.
    if (bytes[0] === 0x50 && bytes[1] === 0x4b) return setProblem('xlsx');
    setProblem(undefined);
    onText(decode(bytes));
  };
  const read = () => {
    const count = readApplicants(readCells(text)).length;
    if (count === 0 || count > MOST) return setProblem(count === 0 ? 'nothingRead' : 'tooMany');
    onRead();
  };
  const example = [
    '张三',
    '610630200801010010',
    '丹州街道',
    '北关街社区',
    only ? b(only.name) : '',
    '5000',
    '2026-08-01',
    '',
  ];
  const template = `\uFEFF${[COLUMNS.map((column) => t(`columns.${column}`)), example].map((line) => line.join(',')).join('\r\n')}\r\n`;

  return (
    <section className="paper stack" aria-labelledby={`${id}-how`}>
      <h2 id={`${id}-how`}>{t('pasteTitle')}</h2>
      <p className={styles.how}>{t('pasteHow')}</p>
      <ul className={styles.columns} aria-label={t('columnsLabel')}>
        {COLUMNS.map((column) => (
          <li key={column} data-required={REQUIRED.includes(column)}>
            {t(`columns.${column}`)} <span className="quiet">{t(`columnHints.${column}`)}</span>
          </li>
        ))}
      </ul>
      <div>
        <label htmlFor={id}>{t('pasteHere')}</label>
        <Input.TextArea
          id={id}
          className={styles.paste}
          rows={10}
          autoFocus
          spellCheck={false}
          wrap="off"
          value={text}
          onChange={(event) => {
            setProblem(undefined);
            onText(event.target.value);
          }}
        />
      </div>
      <div className="row">
        <label htmlFor={`${id}-file`}>{t('orFile')}</label>
        <input id={`${id}-file`} type="file" accept=".csv,.tsv,.txt,text/csv,text/plain" onChange={openFile} />
        <a href={`data:text/csv;charset=utf-8,${encodeURIComponent(template)}`} download={`${t('templateName')}.csv`}>
          {t('template')}
        </a>
      </div>
      {problem && <Alert type="warning" showIcon role="alert" title={t(`readProblem.${problem}`, { most: MOST })} />}
      <div className="row">
        <Button type="primary" size="large" onClick={read}>
          {t('read')}
        </Button>
        <span className="quiet">{t('readHint')}</span>
      </div>
    </section>
  );
}

/** Spreadsheets of this country save CSV in GB 18030 as often as in UTF-8. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
