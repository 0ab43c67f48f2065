import { dirname, join } from 'node:path';
import pdfMake from 'pdfmake';
import type { TDocumentDefinitions } from 'pdfmake/interfaces';

const ROBOTO = join(
  dirname(require.resolve('pdfmake/package.json')),
  'fonts',
  'Roboto',
);
// Latin, Greek and Cyrillic; letters of other scripts are drawn as boxes.
const FONTS = {
  Roboto: {
    normal: join(ROBOTO, 'Roboto-Regular.ttf'),
    bold: join(ROBOTO, 'Roboto-Medium.ttf'),
    italics: join(ROBOTO, 'Roboto-Italic.ttf'),
    bolditalics: join(ROBOTO, 'Roboto-MediumItalic.ttf'),
  },
};
const FILES: string[] = Object.values(FONTS.Roboto);

// The library is one object for all: a document reads its fonts and nothing else.
pdfMake.setFonts(FONTS);
pdfMake.setUrlAccessPolicy(() => false);
pdfMake.setLocalAccessPolicy(path => FILES.includes(path));

/** Renders a document. */
export function renderPdf(document: TDocumentDefinitions): Promise<Buffer> {
  return pdfMake.createPdf(document).getBuffer();
}
