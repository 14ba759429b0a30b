/** The repository's folder, from the tests as they are written and as the benches run them. */
export const ROOT = new URL(import.meta.url.includes('/tests/dist/') ? '../../../' : '../../', import.meta.url);
