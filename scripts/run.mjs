import { build, install, run } from './tools.mjs';

const [file, ...args] = process.argv.slice(2);
install();
build({ packages: [file.startsWith('tests/') ? '@yimen/tests' : '@yimen/api'], quiet: true });
run(file, args);
