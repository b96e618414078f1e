export { asError, DeskError, type Fault, type Params, type Reason } from './errors.js';
