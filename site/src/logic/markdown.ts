/** Markdown of jobs, which nobody trusts, as HTML that can do nothing but show. */
import DOMPurify from 'dompurify';
import { Marked } from 'marked';

const TAGS = [
  ...[
    'a',
    'abbr',
    'b',
    'blockquote',
    'br',
    'caption',
    'code',
    'dd',
    'del',
    'details',
    'div',
    'dl',
    'dt',
    'em',
  ],
  ...[
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'hr',
    'i',
    'img',
    'ins',
    'kbd',
    'li',
    'mark',
    'ol',
    'p',
    'pre',
    'q',
  ],
  ...['s', 'samp', 'span', 'strong', 'sub', 'summary', 'sup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead'],
  ...['tr', 'tt', 'u', 'ul', 'var'],
];
const ATTRIBUTES = ['align', 'alt', 'colspan', 'href', 'open', 'rowspan', 'src', 'start', 'title'];

/** Pictures that come along; of others the page's policy would show nothing. */
const OWN_PICTURE = /^data:image\/(png|gif|jpeg|webp);base64,/i;
const ADDRESS = /^(https?:|mailto:)/i;

/** Handlers are dropped below; under another name the browser's policy has nothing to complain of. */
const HANDLER = /[\s/]on[a-z]+\s*=/gi;
const HEADING = /(<\/?h)([1-6])(?=[\s>])/gi;

/** Headings stand below the one of the page that they are under. */
function reader(under: number): Marked {
  const below = (depth: number): number => Math.min(6, depth + under);
  return new Marked({
    gfm: true,
    breaks: false,
    async: false,
    renderer: {
      html: ({ text }) =>
        text
          .replace(HANDLER, ' data-was=')
          .replace(HEADING, (_, start: string, depth: string) => start + below(Number(depth))),
      heading({ tokens, depth }) {
        const level = below(depth);
        return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>\n`;
      },
    },
  });
}

const purify = DOMPurify(window);
purify.addHook('afterSanitizeAttributes', (node) => {
  if (node.nodeName === 'A') {
    keepAddress(node);
  } else if (node.nodeName === 'IMG' && !OWN_PICTURE.test(node.getAttribute('src') ?? '')) {
    node.replaceWith(linkTo(node));
  }
});

function keepAddress(link: Element): void {
  if (ADDRESS.test(link.getAttribute('href') ?? '')) {
    link.setAttribute('rel', 'noopener noreferrer nofollow');
    link.setAttribute('target', '_blank');
  } else {
    link.removeAttribute('href');
  }
}

/** What stands for a picture that is elsewhere: its words, leading there. */
function linkTo(picture: Element): Node {
  const link = picture.ownerDocument.createElement('a');
  link.textContent = picture.getAttribute('alt') || 'picture';
  link.setAttribute('href', picture.getAttribute('src') ?? '');
  keepAddress(link);
  return link;
}

/** @param under the level of the heading that the text stands under */
export function htmlOf(markdown: string, under: number): string {
  return purify.sanitize(reader(under).parse(markdown) as string, {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ATTRIBUTES,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ADD_DATA_URI_TAGS: ['img'],
  });
}
