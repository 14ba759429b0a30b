import { build, install, run } from './tools.mjs';

install();
build({ packages: ['@yimen/api', '@yimen/console'] });
run('packages/api/dist/cli/serve.js', [], { YIMEN_DEMO: process.env.YIMEN_DEMO ?? '1' });
