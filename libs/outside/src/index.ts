export { Dns, type DnsAnswer, type DnsOptions, type Mx, type Srv } from './dns.js';
export { fromHere } from './from-here.js';
export { fetchOutside, type Fetched, NotFetched, type OutsideRequest } from './fetch-outside.js';
export { anywhere, outside, type Outside, type OutsideOptions } from './outside.js';
export { isPublicAddress } from './public-address.js';
