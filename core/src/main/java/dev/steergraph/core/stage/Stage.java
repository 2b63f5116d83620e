package dev.steergraph.core.stage;

/**
 * A stage of a run.
 *
 * @param name in {@code run.json}
 * @param settings what decides its result; {@code run.json} keeps them as one flat object of texts
 * @param result what it found, for people and for later stages; {@code report} in {@code run.json}
 * @param command what a user runs to finish it
 */
public record Stage<S, R>(String name, Class<S> settings, Class<R> result, String command) {

    @Override
    public String toString() {
        return name;
    }
}
