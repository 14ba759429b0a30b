import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build, install, newest, root, start } from './tools.mjs';

const [file, ...args] = process.argv.slice(2);
const target = join(root, file);
const sources = ['packages/schema/src', 'packages/api/src', 'tests'].map((folder) => join(root, folder));
install();
if (!existsSync(target) || sources.some((folder) => newest(folder) > statSync(target).mtimeMs)) {
  build(file.startsWith('tests') ? ['@yimen/tests'] : ['@yimen/api']);
}
start(file, args, {}).on('exit', (code) => process.exit(code ?? 1));
