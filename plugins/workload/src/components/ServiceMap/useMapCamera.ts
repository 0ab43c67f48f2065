import { Viewport, useReactFlow } from '@xyflow/react';
import {
  RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { MapLayout, Placed } from './layout/layoutMap';

const MARGIN = 24;
const MAX_FIT_ZOOM = 1;

/** What can be read comfortably; closer than this nobody is moved. */
const READING_ZOOM = 0.75;

/** Frames until what came into sight is surely drawn. */
const FRAMES_TO_DRAW = 30;

/** Where the browser does not lay out, such as in tests. */
const SOME_SIZE = { width: 1200, height: 720 };

/** What of the map is in sight, and how that changes. */
export interface MapCamera {
  canvas: RefObject<HTMLDivElement>;
  /** So that all is in sight at first; absent before the size is known. */
  start: Viewport | undefined;
  fit: () => void;
  /** Brings something into sight, if it is not. */
  show: (ref: string) => void;
  /** The same, and gives it the focus. */
  focus: (ref: string) => void;
}

/** Moves over the map; what the reader looks at stays where it is when boxes fold or unfold. */
export function useMapCamera(
  layout: MapLayout,
  anchors: ReadonlyMap<string, Placed>,
): MapCamera {
  const { getViewport, setViewport } = useReactFlow();
  const canvas = useRef<HTMLDivElement>(null);
  const [start, setStart] = useState<Viewport>();
  const newest = useRef({ layout, anchors });
  const before = newest.current;
  newest.current = { layout, anchors };

  const size = useCallback(() => {
    const { clientWidth, clientHeight } = canvas.current!;
    return clientWidth > 0
      ? { width: clientWidth, height: clientHeight }
      : SOME_SIZE;
  }, []);
  useLayoutEffect(() => {
    setStart(current => current ?? fitting(newest.current.layout, size()));
  }, [size]);

  const fitted = useRef<Viewport>();
  const fit = useCallback(() => {
    fitted.current = fitting(newest.current.layout, size());
    setViewport(fitted.current);
  }, [setViewport, size]);

  // As long as nobody moved it, the whole map stays in sight when its room changes.
  useEffect(() => {
    if (!start) return undefined;
    fitted.current ??= start;
    const observer = new ResizeObserver(() => {
      if (isSame(getViewport(), fitted.current)) fit();
    });
    observer.observe(canvas.current!);
    return () => observer.disconnect();
  }, [start, getViewport, fit]);

  const show = useCallback(
    (ref: string) => {
      const place = newest.current.anchors.get(ref);
      if (!place) return;
      if (isSame(getViewport(), fitted.current)) fit();
      const viewport = getViewport();
      const room = size();
      if (isInSight(place, viewport, room)) return;
      const zoom = Math.max(viewport.zoom, READING_ZOOM);
      setViewport({
        zoom,
        x: room.width / 2 - (place.x + place.width / 2) * zoom,
        y: room.height / 2 - (place.y + Math.min(place.height, 200) / 2) * zoom,
      });
    },
    [getViewport, setViewport, size, fit],
  );

  const focus = useCallback(
    (ref: string) => {
      show(ref);
      const id = newest.current.anchors.get(ref)?.id ?? ref;
      let frames = 0;
      const attempt = () => {
        const element = canvas.current?.querySelector<HTMLElement>(
          `.react-flow__node[data-id="${CSS.escape(id)}"]`,
        );
        if (element) element.focus({ preventScroll: true });
        else if (frames++ < FRAMES_TO_DRAW) requestAnimationFrame(attempt);
      };
      attempt();
    },
    [show],
  );

  // All at once is seen as a whole; a single box stays under the pointer.
  useEffect(() => {
    if (before.layout === layout || !start) return;
    const moved = steadiest(before.layout, layout);
    if (moved === 'other') {
      fit();
      return;
    }
    if (!moved) return;
    const { x, y, zoom } = getViewport();
    setViewport({ zoom, x: x - moved.x * zoom, y: y - moved.y * zoom });
    // Only a new layout moves anything.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [layout]);

  return { canvas, start, fit, show, focus };
}

function fitting(
  { width, height }: MapLayout,
  room: { width: number; height: number },
): Viewport {
  const zoom = Math.min(
    (room.width - 2 * MARGIN) / width,
    (room.height - 2 * MARGIN) / height,
    MAX_FIT_ZOOM,
  );
  return {
    zoom,
    x: (room.width - width * zoom) / 2,
    y: (room.height - height * zoom) / 2,
  };
}

function isSame(a: Viewport, b: Viewport | undefined): boolean {
  return a.x === b?.x && a.y === b.y && a.zoom === b.zoom;
}

function isInSight(
  place: Placed,
  { x, y, zoom }: Viewport,
  room: { width: number; height: number },
): boolean {
  const left = place.x * zoom + x;
  const top = place.y * zoom + y;
  return (
    zoom >= READING_ZOOM / 2 &&
    left >= 0 &&
    top >= 0 &&
    left + Math.min(place.width * zoom, room.width / 2) <= room.width &&
    top + Math.min(place.height * zoom, room.height / 2) <= room.height
  );
}

/**
 * How far the one box has moved that was folded or unfolded; `other` when
 * several were or boxes came or went; `undefined` when none was.
 */
function steadiest(
  before: MapLayout,
  after: MapLayout,
): { x: number; y: number } | 'other' | undefined {
  const places = new Map(before.boxes.map(box => [box.id, box]));
  const changed = after.boxes.filter(
    box => places.get(box.id)?.isFolded !== box.isFolded,
  );
  if (changed.length === 0 && before.boxes.length === after.boxes.length) {
    return undefined;
  }
  const [box] = changed;
  const was = box && places.get(box.id);
  if (changed.length > 1 || !was) return 'other';
  return { x: box.x - was.x, y: box.y - was.y };
}
