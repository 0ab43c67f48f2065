/** When everything in the tests was seen. */
export const AT = '2026-01-01T00:00:00.000Z';

/** The workload that the tests look at. */
export const SHOP = 'system:default/shop';

/** Its web app, which is slow. */
export const SHOP_WEB = 'resource:default/shop-weu-web';
