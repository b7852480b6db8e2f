/** Why a message did not arrive, in words for whoever runs the server. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  /** Whether trying again would be in vain. */
  readonly isFinal: boolean;

  constructor(reason: string, { isFinal = false }: { isFinal?: boolean } = {}) {
    super(reason);
    this.isFinal = isFinal;
  }
}
