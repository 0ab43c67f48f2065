import { REGIONS } from '@plumbline/plugin-stamp-common';
import { MAP_HEIGHT, MAP_WIDTH, projectionOf } from './projectionOf';
import { REGION_POSITIONS } from './regionPositions';

const positionOf = ({ name }: { name: string }) => REGION_POSITIONS[name];

function isInside(point: [number, number] | null): boolean {
  const [x, y] = point!;
  return x >= 0 && x <= MAP_WIDTH && y >= 0 && y <= MAP_HEIGHT;
}

describe('the map of regions', () => {
  it('has a position for every region, and for nothing else', () => {
    expect(Object.keys(REGION_POSITIONS).sort()).toEqual(
      REGIONS.map(({ name }) => name).sort(),
    );
  });

  it('shows every region of the world', () => {
    const project = projectionOf();
    const outside = REGIONS.filter(
      region => !isInside(project([...positionOf(region)])),
    );
    expect(outside).toEqual([]);
  });

  it.each([...new Set(REGIONS.map(({ geography }) => geography))])(
    'shows every region of %s, closer',
    geography => {
      const members = REGIONS.filter(region => region.geography === geography);
      const project = projectionOf(members.map(positionOf));
      expect(project.scale()).toBeGreaterThan(projectionOf().scale());
      const outside = members.filter(
        region => !isInside(project([...positionOf(region)])),
      );
      expect(outside).toEqual([]);
    },
  );
});
