import { build, install, start } from './tools.mjs';

const [major] = process.versions.node.split('.');
if (Number(major) < 20) {
  console.error('Node 20 or newer is needed 需要 Node 20 或更高版本');
  process.exit(1);
}

install();
build(['@yimen/api', '@yimen/console']);
const child = start('packages/api/dist/cli/serve.js', [], { YIMEN_DEMO: process.env.YIMEN_DEMO ?? '1' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 0));
