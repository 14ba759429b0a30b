'use client';

import { Button } from 'antd';
import { BarChart, LineChart, PieChart, SankeyChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import type { EChartsCoreOption } from 'echarts/core';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';

echarts.use([
  BarChart,
  LineChart,
  PieChart,
  SankeyChart,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  SVGRenderer,
]);

const FONT = '"Noto Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif';

export interface ChartProps {
  option: EChartsCoreOption;
  /** Pixels. */
  height?: number;
  /** What the chart shows, for those who do not see it. */
  ariaLabel: string;
  /** The same numbers as a table; shown in the chart's place at the press of a button. */
  table?: ReactNode;
  /** Called with the index of the point that was clicked. */
  onSelect?: (dataIndex: number, seriesName: string | undefined) => void;
}

export function Chart({ option, height = 280, ariaLabel, table, onSelect }: ChartProps) {
  const t = useTranslations('common.chart');
  const id = useId();
  const [asTable, setAsTable] = useState(false);
  return (
    <figure className="chart">
      {table && (
        <div className="chart-switch">
          <Button size="small" aria-pressed={asTable} aria-controls={id} onClick={() => setAsTable(!asTable)}>
            {asTable ? t('showChart') : t('showTable')}
          </Button>
        </div>
      )}
      <div id={id}>
        {asTable ? table : <Drawing option={option} height={height} ariaLabel={ariaLabel} onSelect={onSelect} />}
      </div>
    </figure>
  );
}

function Drawing({ option, height, ariaLabel, onSelect }: Omit<ChartProps, 'table'>) {
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<echarts.ECharts>(undefined);
  const select = useRef(onSelect);
  select.current = onSelect;

  useEffect(() => {
    if (!holder.current) return;
    const instance = echarts.init(holder.current, undefined, { renderer: 'svg' });
    chart.current = instance;
    instance.on('click', ({ dataIndex, seriesName }) => select.current?.(dataIndex, seriesName));
    const observer = new ResizeObserver(() => instance.resize());
    observer.observe(holder.current);
    return () => {
      observer.disconnect();
      instance.dispose();
    };
  }, []);

  useEffect(() => {
    chart.current?.setOption({ textStyle: { fontFamily: FONT }, ...option }, { notMerge: true });
  }, [option]);

  return <div ref={holder} role="img" aria-label={ariaLabel} style={{ width: '100%', height }} />;
}
