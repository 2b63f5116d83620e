package dev.steergraph.steering.host;

import java.io.IOException;

/** What is done when its turn comes. */
@FunctionalInterface
interface Work {

    /** @throws java.util.concurrent.CancellationException if the turn is given up meanwhile */
    void run(Turn turn) throws IOException;
}
