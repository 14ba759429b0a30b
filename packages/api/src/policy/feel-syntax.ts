import type { FeelNode } from './feel-ast.js';
import { Refused, type SyntaxNode } from './feel-grammar.js';

export const PUNCTUATION = new Set(['(', ')', '[', ']', ',', 'and', 'or', 'in', 'if', 'then', 'else', 'between', '..']);

/** The text of a rule by its syntax tree: parts of a node, what stands there, literals. */
export class SyntaxReader {
  constructor(private readonly text: string) {}

  /** The value that a node writes out; undefined when it is no literal. Throws Refused for one that rules do not have. */
  literal(node: SyntaxNode): FeelNode | undefined {
    const span = { from: node.from, to: node.to };
    switch (node.name) {
      case 'NumericLiteral': {
        const value = this.source(node).replace(/\s/g, '');
        if (!/^-?(\d+(\.\d+)?|\.\d+)$/.test(value)) throw this.refuse(node, `is not a plain number: ${value}`);
        return { kind: 'number', value, ...span };
      }
      case 'StringLiteral':
        return { kind: 'string', value: this.textOf(node), ...span };
      case 'BooleanLiteral':
        return { kind: 'boolean', value: this.source(node) === 'true', ...span };
      case 'null':
        return { kind: 'null', ...span };
      case 'DateTimeLiteral':
        return this.dateOrDuration(node);
      default:
        return undefined;
    }
  }

  private dateOrDuration(node: SyntaxNode): FeelNode {
    const span = { from: node.from, to: node.to };
    const source = this.source(node);
    const day = /^date\s*\(\s*"(\d{4}-\d{2}-\d{2})"\s*\)$/.exec(source)?.[1];
    const time = day === undefined ? Number.NaN : Date.parse(`${day}T00:00:00Z`);
    if (day !== undefined && !Number.isNaN(time) && new Date(time).toISOString().startsWith(day) && day >= '0001') {
      return { kind: 'date', value: day, ...span };
    }
    const duration = /^duration\s*\(\s*"(-?)P(?=\d)(?:(?:(\d{1,4})Y)?(?:(\d{1,5})M)?|(\d{1,7})D)"\s*\)$/.exec(source);
    if (!duration)
      throw this.refuse(node, 'is neither a date such as date("2022-01-31") nor a duration such as P1Y6M or P30D');
    const [, minus, years, months, days] = duration;
    const sign = minus ? -1 : 1;
    if (days !== undefined) return { kind: 'duration', unit: 'days', amount: sign * Number(days), ...span };
    return {
      kind: 'duration',
      unit: 'months',
      amount: sign * (Number(years ?? 0) * 12 + Number(months ?? 0)),
      ...span,
    };
  }

  private textOf(node: SyntaxNode): string {
    try {
      return JSON.parse(this.source(node)) as string;
    } catch {
      throw this.refuse(node, 'holds an escape that is not supported in rules');
    }
  }

  children(node: SyntaxNode): SyntaxNode[] {
    const children: SyntaxNode[] = [];
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (child.type.isError) throw this.refuse(child, 'does not parse here');
      children.push(child);
    }
    return children;
  }

  parts(node: SyntaxNode): SyntaxNode[] {
    return this.children(node).filter((child) => !PUNCTUATION.has(child.name));
  }

  need(node: SyntaxNode, part: SyntaxNode | undefined): SyntaxNode {
    if (!part) throw this.refuse(node, 'is incomplete');
    return part;
  }

  source(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to);
  }

  refuse(node: SyntaxNode, message: string): Refused {
    const shown = this.source(node).slice(0, 40);
    return new Refused(node.from, Math.max(node.to, node.from + 1), shown ? `“${shown}” ${message}` : message);
  }
}
