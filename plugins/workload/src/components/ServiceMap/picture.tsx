import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import {
  DrawingColors,
  MapDrawing,
  MapDrawingProps,
  PAGE_COLORS,
} from './MapDrawing';

/** Most pixels that browsers surely draw at once. */
const PIXELS_AT_MOST = 16_000_000;

/** The map as an SVG file of its own, in the colours of the page. */
export function svgFile(props: Omit<MapDrawingProps, 'colors'>): Blob {
  return new Blob([svgText(props)], { type: 'image/svg+xml' });
}

/** The map as a PNG file, twice as fine as on the page unless it would be too large. */
export async function pngFile(
  props: Omit<MapDrawingProps, 'colors'>,
): Promise<Blob> {
  const image = new Image();
  // Backstage's content security policy allows images of `data:`, not of `blob:`.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(
    svgText(props),
  )}`;
  await image.decode();
  const { width, height } = image;
  const scale = Math.min(2, Math.sqrt(PIXELS_AT_MOST / (width * height)));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d');
  context?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise<Blob>((resolve, reject) =>
    canvas.toBlob(
      blob =>
        blob ? resolve(blob) : reject(new Error('The canvas is too large')),
      'image/png',
    ),
  );
}

function svgText(props: Omit<MapDrawingProps, 'colors'>): string {
  const home = document.createElement('div');
  const root = createRoot(home);
  const { fontFamily } = getComputedStyle(document.body);
  flushSync(() =>
    root.render(
      <MapDrawing {...props} colors={plainColors()} fontFamily={fontFamily} />,
    ),
  );
  const text = new XMLSerializer().serializeToString(home.firstElementChild!);
  root.unmount();
  return text;
}

/** What the page's colours are now, in words that need no page. */
function plainColors(): DrawingColors {
  const probe = document.createElement('span');
  document.body.append(probe);
  try {
    const plain = Object.entries(PAGE_COLORS).map(([name, color]) => {
      probe.style.color = color;
      return [name, getComputedStyle(probe).color];
    });
    return Object.fromEntries(plain);
  } finally {
    probe.remove();
  }
}
