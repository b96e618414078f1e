// npm start: installs what is missing, builds what is stale, runs the whole product in one process.
import { runBuilt } from '../../libs/service/prepare/run-built.mjs';

await runBuilt('standalone');
