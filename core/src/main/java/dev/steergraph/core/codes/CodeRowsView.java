package dev.steergraph.core.codes;

import dev.steergraph.core.id.FeatureSite;
import dev.steergraph.core.id.HookPoint;

/** Codes as others have them, but for what is overridden. */
public interface CodeRowsView extends CodeRows {

    /** The codes that are seen. */
    CodeRows of();

    @Override
    default HookPoint hook() {
        return of().hook();
    }

    @Override
    default int dSae() {
        return of().dSae();
    }

    @Override
    default int rows() {
        return of().rows();
    }

    @Override
    default Codes range(int from, int to) {
        return of().range(from, to);
    }

    @Override
    default FeatureSite site() {
        return of().site();
    }

    @Override
    default String sae() {
        return of().sae();
    }
}
