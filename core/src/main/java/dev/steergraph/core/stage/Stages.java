package dev.steergraph.core.stage;

import dev.steergraph.core.stage.effect.EffectsResult;
import dev.steergraph.core.stage.effect.EffectsSettings;
import dev.steergraph.core.stage.experiment.ExperimentResult;
import dev.steergraph.core.stage.experiment.ExperimentSettings;

/** The stages, in the order in which a run goes through them. */
public final class Stages {

    public static final Stage<ExtractSettings, ExtractResult> EXTRACT =
            new Stage<>("extract", ExtractSettings.class, ExtractResult.class, "steergraph extract");

    public static final Stage<TrainSettings, TrainResult> TRAIN_SAE =
            new Stage<>("train-sae", TrainSettings.class, TrainResult.class, "steergraph train-sae");

    public static final Stage<EncodeSettings, EncodeResult> ENCODE =
            new Stage<>("encode", EncodeSettings.class, EncodeResult.class, "steergraph encode");

    public static final Stage<LogitLensSettings, LogitLensResult> LOGIT_LENS =
            new Stage<>("logit-lens", LogitLensSettings.class, LogitLensResult.class, "steergraph logit-lens");

    public static final Stage<EvaluateSettings, EvaluateResult> EVALUATE_SAE =
            new Stage<>("evaluate-sae", EvaluateSettings.class, EvaluateResult.class, "steergraph evaluate-sae");

    public static final Stage<CorrelateSettings, CorrelateResult> CORRELATE =
            new Stage<>("correlate", CorrelateSettings.class, CorrelateResult.class, "steergraph correlate");

    public static final Stage<LabelsSettings, LabelsResult> LABELS =
            new Stage<>("correlate-labels", LabelsSettings.class, LabelsResult.class, "steergraph correlate-labels");

    public static final Stage<LoadSettings, LoadResult> LOAD =
            new Stage<>("load", LoadSettings.class, LoadResult.class, "steergraph load");

    public static final Stage<CommunitiesSettings, CommunitiesResult> COMMUNITIES =
            new Stage<>("communities", CommunitiesSettings.class, CommunitiesResult.class, "steergraph communities");

    public static final Stage<EffectsSettings, EffectsResult> EFFECTS =
            new Stage<>("effects", EffectsSettings.class, EffectsResult.class, "steergraph effects");

    public static final Stage<ExperimentSettings, ExperimentResult> EXPERIMENT =
            new Stage<>("experiment", ExperimentSettings.class, ExperimentResult.class, "steergraph experiment");

    private Stages() {}
}
