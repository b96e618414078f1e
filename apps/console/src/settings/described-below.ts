/** A field whose description stands below it. */
export const BELOW = { inputWrapperOrder: ['label' as const, 'input' as const, 'description' as const, 'error' as const] };
