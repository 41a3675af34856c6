// @ts-check
import { netcGrammar } from './textmate.mjs';

/** Fences of `net` and `netc` in Markdown, as an injection into an editor's own grammar. */
export const markdownGrammar = {
  name: 'netc in Markdown',
  scopeName: 'markdown.netc.codeblock',
  injectionSelector: 'L:text.html.markdown',
  patterns: [{ include: '#fence' }],
  repository: {
    fence: {
      name: 'markup.fenced_code.block.markdown',
      begin: '(^|\\G)(\\s*)(`{3,}|~{3,})\\s*(?i:(netc?)((?:\\s+|[:,{?]).*)?$)',
      end: '(^|\\G)(\\2|\\s{0,3})(\\3)\\s*$',
      beginCaptures: {
        3: { name: 'punctuation.definition.markdown' },
        4: { name: 'fenced_code.block.language.markdown' },
        5: { name: 'fenced_code.block.language.attributes.markdown' },
      },
      endCaptures: { 3: { name: 'punctuation.definition.markdown' } },
      patterns: [
        {
          begin: '(^|\\G)(\\s*)(.*)',
          while: '(^|\\G)(?!\\s*([`~]{3,})\\s*$)',
          contentName: 'meta.embedded.block.netc',
          patterns: [{ include: netcGrammar.scopeName }],
        },
      ],
    },
  },
};
