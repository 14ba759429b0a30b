import { feel } from '@bpmn-io/lang-feel';
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, keymap } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { completeRule, type RuleName } from './rule-completion';

/** What is wrong at a place of the text, and what to write there instead. */
export interface EditorProblem {
  from: number;
  to: number;
  message: string;
  fix?: { label: string; text: string };
}

export interface FeelEditing {
  setText(text: string): void;
  setProblems(problems: readonly EditorProblem[]): void;
  destroy(): void;
}

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: '#7a3e00', fontWeight: '500' },
  { tag: [tags.string, tags.special(tags.string)], color: '#3f6b2f' },
  { tag: [tags.number, tags.bool, tags.null], color: '#1b5e8a' },
  { tag: tags.function(tags.variableName), color: '#5b3d8f' },
]);

const paper = EditorView.theme({
  '&': { backgroundColor: 'var(--paper)', color: 'var(--ink)', fontSize: '15px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-content': { fontFamily: 'var(--font)', lineHeight: '1.7', padding: '8px 4px' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-tooltip': { borderColor: 'var(--line-strong)', backgroundColor: 'var(--paper)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--font)', maxHeight: '18em' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { background: 'var(--accent)', color: '#fff' },
  '.cm-completionDetail': { color: 'inherit', fontStyle: 'normal', opacity: '0.8' },
  '.cm-completionInfo': { maxWidth: '320px' },
  '.cm-diagnostic': { fontFamily: 'var(--font)' },
  '.cm-gutters': { backgroundColor: 'transparent', border: 'none' },
});

interface Setup {
  parent: HTMLElement;
  text: string;
  /** For screen readers; the editor is a text box like any other: Tab leaves it. */
  attributes: Record<string, string>;
  names: readonly RuleName[];
  onChange: (text: string) => void;
}

/** An editor of FEEL texts whose names are the county's; what is wrong is told by `setProblems`. */
export function openFeelEditor({ parent, text, attributes, names, onChange }: Setup): FeelEditing {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        history(),
        drawSelection(),
        bracketMatching(),
        closeBrackets(),
        lintGutter(),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ spellcheck: 'false', ...attributes }),
        feel({
          dialect: 'expression',
          context: Object.fromEntries(names.map(({ name }) => [name, 0])),
          completions: [],
        }),
        autocompletion({ override: [completeRule(names)], icons: false }),
        syntaxHighlighting(colours),
        keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...lintKeymap, ...defaultKeymap]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange(update.state.doc.toString());
        }),
        paper,
      ],
    }),
  });
  return {
    setText: (next) => {
      const { doc } = view.state;
      if (next !== doc.toString()) view.dispatch({ changes: { from: 0, to: doc.length, insert: next } });
    },
    setProblems: (problems) =>
      view.dispatch(
        setDiagnostics(
          view.state,
          problems.map((one) => diagnostic(view, one)),
        ),
      ),
    destroy: () => view.destroy(),
  };
}

function diagnostic({ state }: EditorView, { from, to, message, fix }: EditorProblem): Diagnostic {
  const end = state.doc.length;
  return {
    from: Math.min(from, end),
    to: Math.min(Math.max(to, from), end),
    severity: 'error',
    message,
    actions: fix && [
      {
        name: fix.label,
        apply: (view, start, stop) => view.dispatch({ changes: { from: start, to: stop, insert: fix.text } }),
      },
    ],
  };
}
