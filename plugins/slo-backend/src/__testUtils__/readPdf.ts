/** What a reader finds in a PDF. */
export interface ReadPdf {
  title?: string;
  /** Text of each page, words as they follow each other. */
  pages: string[];
  /** Whether every text begins and ends on the paper. */
  isWithin: boolean;
}

/** Reads a PDF back. */
export async function readPdf(pdf: Buffer): Promise<ReadPdf> {
  // It logs what it finds odd about fonts, unless it is told before it is read.
  process.env.PDF2JSON_DISABLE_LOGS = '1';
  const PDFParser: typeof import('pdf2json').default =
    jest.requireActual('pdf2json');
  const parser = new PDFParser();
  const output = await new Promise<any>((done, fail) => {
    parser.on('pdfParser_dataReady', done);
    parser.on('pdfParser_dataError', fail);
    parser.parseBuffer(pdf);
  });
  return {
    title: output.Meta?.Title,
    pages: output.Pages.map(({ Texts }: any) => textOf(Texts)),
    isWithin: output.Pages.every(({ Texts, Width, Height }: any) =>
      Texts.every(
        ({ x, y, w }: any) =>
          x >= 0 && y >= 0 && y < Height && x + w / 16 <= Width,
      ),
    ),
  };
}

function textOf(texts: any[]): string {
  return texts
    .map(({ R }) => decode(R[0].T))
    .join('')
    .replace(/\u200b/g, '');
}

function decode(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}
