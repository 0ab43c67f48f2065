/** Ids of series by what is wanted of them, so that one query reads it of all. */
export class SeriesGroups extends Map<string, number[]> {
  /** Notes a series; the same one twice in a row counts once. */
  add(key: string, seriesId: number): void {
    const ids = this.get(key);
    if (!ids) this.set(key, [seriesId]);
    else if (ids[ids.length - 1] !== seriesId) ids.push(seriesId);
  }
}
