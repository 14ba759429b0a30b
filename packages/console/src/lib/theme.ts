import type { ThemeConfig } from 'antd';

/** One accent, warm neutrals, red only for what is late or unlawful. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#1f6f6b',
    colorInfo: '#1f6f6b',
    colorSuccess: '#37704a',
    colorWarning: '#8f5e00',
    colorError: '#b3261e',
    colorPrimaryBg: '#e6f0ef',
    colorInfoBg: '#e6f0ef',
    colorInfoBorder: '#b7d3d1',
    colorSuccessBg: '#e9f3ea',
    colorWarningBg: '#fbf3dd',
    colorLink: '#1f6f6b',
    colorText: '#2b2a27',
    colorTextSecondary: '#5f5a50',
    colorTextDescription: '#6b665b',
    colorTextPlaceholder: '#6b665b',
    colorBgLayout: '#f5f2ec',
    colorBgContainer: '#fffdf9',
    colorBgElevated: '#fffdf9',
    colorBorder: '#cdc5b4',
    colorBorderSecondary: '#e7e1d5',
    borderRadius: 4,
    fontFamily: "'Noto Sans SC', 'Microsoft YaHei', 'PingFang SC', sans-serif",
    fontWeightStrong: 500,
    motionDurationMid: '0.1s',
    motionDurationSlow: '0.15s',
  },
  components: {
    Table: { headerBg: '#f1ede4', cellPaddingBlockMD: 9 },
    Descriptions: { labelColor: '#6b665b' },
    Form: { itemMarginBottom: 16 },
  },
};
