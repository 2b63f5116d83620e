package dev.steergraph.core.run;

/** Names of the stages in {@code run.json}. */
public final class Stages {

    public static final String EXTRACT = "extract";
    public static final String TRAIN_SAE = "train-sae";
    public static final String ENCODE = "encode";
    public static final String CORRELATE = "correlate";
    public static final String LOAD = "load";
    public static final String COMMUNITIES = "communities";

    private Stages() {}
}
