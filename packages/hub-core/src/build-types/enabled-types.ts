import { GenericError } from '@kojikit/protocol';
import type { Access } from '../rpc/method.js';

/** Also refuses where the hub has no such builds. Throws GenericError `Maven support not enabled`. */
export const withMaven =
  (access: Access): Access =>
  async (ctx, params) => {
    await access(ctx, params);
    if (!ctx.config.EnableMaven) throw new GenericError('Maven support not enabled');
  };

/** {@link withMaven} for Windows. */
export const withWindows =
  (access: Access): Access =>
  async (ctx, params) => {
    await access(ctx, params);
    if (!ctx.config.EnableWin) throw new GenericError('Windows support not enabled');
  };
