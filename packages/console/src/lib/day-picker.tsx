'use client';

import { DatePicker, type DatePickerProps } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useState } from 'react';

/** The first is shown; all may be typed. Each is complete at its last sign, so that no shorter day is taken for it. */
const DAYS = ['YYYY-MM-DD', 'YYYYMMDD', 'YYYY/MM/DD', 'YYYY.MM.DD', 'YYYY年MM月DD日'];
const TIMES = ['YYYY-MM-DD HH:mm', 'YYYY/MM/DD HH:mm'];

interface PickerProps {
  id?: string;
  'aria-label'?: string;
  className?: string;
  disabled?: boolean;
  value?: string | null;
  onChange?: (value: string | undefined) => void;
}

/** A day, YYYY-MM-DD, typed or picked; in the console's language whatever the browser's is. */
export function DayPicker(props: PickerProps) {
  return <Picker {...props} holds="YYYY-MM-DD" format={DAYS} />;
}

/** A day and time of day, YYYY-MM-DDTHH:mm in Asia/Shanghai. */
export function TimePicker(props: PickerProps) {
  return (
    <Picker
      {...props}
      holds="YYYY-MM-DDTHH:mm"
      format={TIMES}
      showTime={{ format: 'HH:mm', minuteStep: 5 }}
      needConfirm={false}
    />
  );
}

type Own = PickerProps & { holds: string } & Pick<DatePickerProps, 'format' | 'showTime' | 'needConfirm'>;

function Picker({ value, onChange, holds, ...props }: Own) {
  // What was typed stands although whoever holds the value is slower: an address, or an answer that is waited for.
  const [shown, setShown] = useState(value);
  const [given, setGiven] = useState(value);
  if (given !== value) {
    setGiven(value);
    setShown(value);
  }
  const tell = (day: Dayjs | Dayjs[] | null) => {
    if (Array.isArray(day)) return;
    const text = day?.format(holds);
    setShown(text);
    if (text !== shown) onChange?.(text);
  };
  return (
    <DatePicker
      {...props}
      value={shown ? dayjs(shown) : null}
      onChange={tell}
      // Without it a day would count only once the field is left: a button pressed at once would send the one before.
      onCalendarChange={tell}
    />
  );
}
