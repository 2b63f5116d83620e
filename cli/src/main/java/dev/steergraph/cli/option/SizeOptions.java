package dev.steergraph.cli.option;

import picocli.CommandLine.Option;

/** What is done about a job that is too large. */
public final class SizeOptions {

    @Option(
            names = "--accept-size",
            description = "Begin although the run's disk seems too small for what will be written.")
    private boolean acceptSize;

    public boolean acceptsSize() {
        return acceptSize;
    }
}
