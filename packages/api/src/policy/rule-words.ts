/** What the checker of FEEL texts says, for people. */

const KINDS: Record<string, string> = {
  boolean: '是非值',
  number: '数值',
  text: '文字',
  enum: '选项',
  date: '日期',
  duration: '时长',
  list: '列表',
  null: '空值',
  person: '家庭成员',
  household: '家庭成员名单',
};

const kind = (code: string | undefined) => KINDS[code ?? ''] ?? '其他类型';

/** In this order; the first that fits speaks. */
const WORDS: [RegExp, (...parts: string[]) => string][] = [
  [/^unknown name “(.*)”$/s, (name) => `没有“${name}”这个信息项、标准或术语`],
  [/^longer than (\d+) characters$/, (most) => `超过 ${most} 个字符`],
  [/nested deeper than (\d+) levels$/, (most) => `括号或条件嵌套超过 ${most} 层`],
  [/^the expression is empty$/, () => '内容为空'],
  [/does not parse/, () => '从这里开始读不懂，请检查括号、运算符和连接词'],
  [/is not a plain number/, () => '不是普通数字'],
  [/picks by position/, () => '规则中不支持按位置取值'],
  [/^(?:“.*” )?function (.+) is not supported in rules$/s, (name) => `规则中不支持函数 ${name}`],
  [/^(?:“.*” )?function (.+) takes (.+) arguments$/s, (name, count) => `函数 ${name} 需要 ${count} 个参数`],
  [/^(?:“.*” )?operator (.+) is not supported in rules$/s, (operator) => `规则中不支持运算符 ${operator}`],
  [/is not supported in rules$/, () => '规则中不支持这种写法'],
  [/chains comparisons/, () => '不能连续比较，请用 and 连接两个比较'],
  [/is all taken as what follows `in`/, () => '整段都被当作 in 的内容，请给带 in 的比较加上括号'],
  [/one variable only$/, () => '只能使用一个变量'],
  [/uses “(.*)” as a variable/s, (name) => `“${name}”已是信息项、标准或术语的名称，不能用作变量`],
  [/is neither a date such as/, () => '不是日期（如 date("2022-01-31")）或时长（如 duration("P1Y6M")）'],
  [/holds an escape that is not supported/, () => '文字中含有不支持的转义符'],
  [/is incomplete$/, () => '没有写完整'],
  [/is too long for one county-wide statement/, () => '太长，无法对全县测算'],
  [/^is a (\w+) and neither true nor false/, (is) => `这里应为条件（是或否），现在是${kind(is)}`],
  [/^is a (\w+) where a number belongs/, (is) => `这里应为数值，现在是${kind(is)}`],
  [/^is a (\w+) where an amount in yuan belongs/, (is) => `这里应为金额（元），现在是${kind(is)}`],
  [/^is a (\w+) where a list belongs/, (is) => `这里应为列表，现在是${kind(is)}`],
  [/^is a (\w+) where a text belongs/, (is) => `这里应为文字，现在是${kind(is)}`],
  [/^is a (\w+); count its members/, (is) => `${kind(is)}不能直接使用，请计数或写明成员的信息项`],
  [/^a (\w+) is compared with nothing/, (is) => `${kind(is)}不能比较，请写明成员的信息项`],
  [/names no fact of one person; write “(.*)” alone/s, (name) => `“${name}”不是个人的信息项，请单独写`],
  [/goes through lists within lists too many times/, () => '列表套列表，计算量过大'],
  [/may be null, which no list holds/, () => '可能为空值，列表中没有空值'],
  [/^is a (\w+) where a date belongs/, (is) => `这里应为日期，现在是${kind(is)}`],
  [/^holds a (\w+) where numbers belong/, (is) => `这里应全为数值，其中有${kind(is)}`],
  [/^a (\w+) does not compare with a (\w+)/, (one, other) => `${kind(one)}不能与${kind(other)}比较`],
  [/^a (\w+) and a (\w+) have no order/, (one, other) => `${kind(one)}与${kind(other)}不能比较大小`],
  [/^(\S+) does not work on a (\w+) and a (\w+)/, (op, one, other) => `${kind(one)}与${kind(other)}之间不能用 ${op}`],
  [
    /^one branch is a (\w+), the other a (\w+)/,
    (one, other) => `then 与 else 的结果类型不同：${kind(one)}和${kind(other)}`,
  ],
  [/must be a whole number of places/, () => '小数位数应为 -30 至 30 的整数'],
  [/has no value, whatever is known of a family/, () => '无论掌握什么信息都算不出结果'],
  [/^a (\w+) is not a list/, (is) => `${kind(is)}不是列表`],
  [/^the list holds no (\w+)/, (is) => `列表中没有${kind(is)}`],
  [/^a list of (\w+)s is not supported/, (is) => `不支持由${kind(is)}组成的列表`],
  [/^lists hold values of one kind only/, () => '同一列表中的值类型应相同'],
  [/^a (\w+) has no (.+)$/, (is, property) => `${kind(is)}没有 ${property}`],
  [/needs itself to be worked out/, () => '循环引用自身'],
];

/** A message of the checker in Chinese; what is new to this list is told in English behind a Chinese word. */
export function inChinese(message: string): string {
  const term = /^needs the term “(.*?)”, which (.*)$/s.exec(message);
  if (term) return `用到术语“${term[1]}”：${inChinese(term[2] ?? '')}`;
  for (const [pattern, words] of WORDS) {
    const found = pattern.exec(message);
    if (found) return words(...found.slice(1));
  }
  return `这里不能用：${message}`;
}

/** A message of the checker in English: names of rules are Chinese, and stand in English quotation marks. */
export function inEnglish(message: string): string {
  return message.replace(/^unknown name (“.*”)$/s, 'no fact, standard or term is called $1').replace(/[“”]/g, '"');
}
