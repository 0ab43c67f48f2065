import {
  HighlightStyle,
  StreamLanguage,
  syntaxHighlighting,
} from '@codemirror/language';
import { yaml } from '@codemirror/legacy-modes/mode/yaml';
import { Diagnostic, lintGutter, linter } from '@codemirror/lint';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import CodeMirror, { EditorState } from '@uiw/react-codemirror';
import { useEffect, useMemo, useState } from 'react';
import styles from './YamlEditor.module.css';

const HEIGHT = '480px';

const LOOK = [
  EditorView.theme({
    '&': {
      backgroundColor: 'var(--bui-bg-neutral-1)',
      color: 'var(--bui-fg-primary)',
    },
    '.cm-gutters': {
      backgroundColor: 'var(--bui-bg-neutral-2)',
      borderRight: '1px solid var(--bui-border-1)',
      color: 'var(--bui-fg-secondary)',
    },
    '.cm-content': { caretColor: 'var(--bui-fg-primary)' },
    // Keys are too faint on any other background.
    '.cm-activeLine': { backgroundColor: 'transparent' },
    '.cm-activeLineGutter': { backgroundColor: 'var(--bui-bg-neutral-3)' },
    '.cm-panels': {
      backgroundColor: 'var(--bui-bg-neutral-2)',
      borderColor: 'var(--bui-border-1)',
      color: 'var(--bui-fg-primary)',
    },
    '.cm-panel.cm-search, .cm-panel.cm-search label': {
      fontFamily: 'var(--bui-font-regular)',
      fontSize: 'var(--bui-font-size-2)',
    },
    '.cm-textfield, .cm-button': {
      backgroundColor: 'var(--bui-bg-neutral-1)',
      backgroundImage: 'none',
      border: '1px solid var(--bui-border-2)',
      borderRadius: 'var(--bui-radius-2)',
      color: 'var(--bui-fg-primary)',
      fontSize: 'var(--bui-font-size-2)',
    },
    '.cm-panel.cm-search [name=close]': { color: 'var(--bui-fg-primary)' },
    '.cm-tooltip': {
      backgroundColor: 'var(--bui-bg-neutral-2)',
      border: '1px solid var(--bui-border-2)',
      color: 'var(--bui-fg-primary)',
    },
  }),
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: tags.atom, color: 'var(--bui-announcement-fg-subdued)' },
      { tag: tags.comment, color: 'var(--bui-fg-secondary)' },
      { tag: [tags.string, tags.number], color: 'var(--bui-fg-primary)' },
    ]),
  ),
  StreamLanguage.define(yaml),
  lintGutter(),
  EditorView.lineWrapping,
];

/** Something that is wrong in a text. */
export interface YamlProblem {
  /** From 1. */
  line?: number;
  /** From 1. */
  column?: number;
  /** Path within the document. */
  field?: string;
  /** What was expected. */
  message: string;
}

/** Props of {@link YamlEditor}. */
export interface YamlEditorProps {
  /** Names it for those who do not see it. */
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Those of this file. */
  problems: YamlProblem[];
  /** Line to show, from 1; a new object shows it again. */
  goTo?: { line: number };
  /** Whether it can be read only. */
  isReadOnly?: boolean;
}

/** Edits YAML, with line numbers and with problems marked where they are. */
export function YamlEditor(props: YamlEditorProps) {
  const { label, value, onChange, problems, goTo, isReadOnly } = props;
  const [view, setView] = useState<EditorView>();
  const extensions = useMemo(
    () => [
      ...LOOK,
      EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
      linter(({ state }) => problems.map(each => diagnosticOf(state, each)), {
        delay: 0,
      }),
    ],
    [label, problems],
  );
  useEffect(() => {
    if (!view || !goTo) return;
    const line = Math.min(Math.max(goTo.line, 1), view.state.doc.lines);
    const { from } = view.state.doc.line(line);
    view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
    view.focus();
  }, [goTo, view]);
  return (
    <CodeMirror
      aria-label={label}
      className={styles.editor}
      extensions={extensions}
      height={HEIGHT}
      // Tab leaves the editor, as everywhere on the page.
      indentWithTab={false}
      readOnly={isReadOnly}
      theme="none"
      value={value}
      onChange={onChange}
      onCreateEditor={setView}
    />
  );
}

function diagnosticOf({ doc }: EditorState, problem: YamlProblem): Diagnostic {
  const line = doc.line(Math.min(Math.max(problem.line ?? 1, 1), doc.lines));
  const from = Math.min(line.from + (problem.column ?? 1) - 1, line.to);
  return {
    from,
    to: Math.max(from, line.to),
    severity: 'error',
    message: problem.field
      ? `${problem.field}: ${problem.message}`
      : problem.message,
  };
}
