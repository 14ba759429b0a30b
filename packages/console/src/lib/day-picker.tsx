'use client';

import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';

/** The first is shown; all may be typed. */
const DAYS = ['YYYY-MM-DD', 'YYYYMMDD', 'YYYY/M/D', 'YYYY.M.D', 'YYYY年M月D日'];
const TIMES = ['YYYY-MM-DD HH:mm', 'YYYY/M/D HH:mm'];

interface PickerProps {
  id?: string;
  'aria-label'?: string;
  className?: string;
  disabled?: boolean;
  value?: string | null;
  onChange?: (value: string | undefined) => void;
}

/** A day, YYYY-MM-DD, typed or picked; in the console's language whatever the browser's is. */
export function DayPicker({ value, onChange, ...props }: PickerProps) {
  return (
    <DatePicker
      {...props}
      format={DAYS}
      value={value ? dayjs(value) : null}
      onChange={(day) => onChange?.(day?.format('YYYY-MM-DD'))}
    />
  );
}

/** A day and time of day, YYYY-MM-DDTHH:mm in Asia/Shanghai. */
export function TimePicker({ value, onChange, ...props }: PickerProps) {
  return (
    <DatePicker
      {...props}
      showTime={{ format: 'HH:mm', minuteStep: 5 }}
      needConfirm={false}
      format={TIMES}
      value={value ? dayjs(value) : null}
      onChange={(time) => onChange?.(time?.format('YYYY-MM-DDTHH:mm'))}
    />
  );
}
