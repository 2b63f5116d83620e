package dev.steergraph.steering.half;

import dev.steergraph.core.Progress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunSet;
import dev.steergraph.core.stage.ExtractSettings;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.steering.Change;
import dev.steergraph.core.steering.Intervention;
import dev.steergraph.core.steering.Place;
import dev.steergraph.core.steering.Positions;
import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.ingest.corpus.tokenizer.Bos;
import dev.steergraph.ingest.extract.ModelSpec;
import dev.steergraph.ingest.extract.generate.TextModel;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.steering.edit.Edit;
import dev.steergraph.steering.edit.Unsteered;
import dev.steergraph.steering.feature.SteeringSaes;
import dev.steergraph.steering.measure.CodeSets;
import dev.steergraph.steering.measure.TextBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A run's model and SAEs, loaded, with what its features do on the first half of its documents. */
public final class SteeredRun implements AutoCloseable {

    /** Tokens of a batch. */
    private static final int CPU_TOKENS = 1_024;

    private static final int GPU_TOKENS = 8_192;

    private final FirstHalf half;
    private final TextModel text;
    private final SteeringSaes saes;
    private final List<Sae> ofSets;
    private final DecoderRows decoders;
    private final Unsteered unsteered;

    private SteeredRun(
            FirstHalf half,
            TextModel text,
            SteeringSaes saes,
            List<Sae> ofSets,
            DecoderRows decoders,
            Unsteered unsteered) {
        this.half = half;
        this.text = text;
        this.saes = saes;
        this.ofSets = ofSets;
        this.decoders = decoders;
        this.unsteered = unsteered;
    }

    /**
     * Loads model and SAEs, downloading them if need be.
     *
     * @throws UserError if one of them is not there, or an SAE did not make the run's codes
     */
    public static SteeredRun open(RunDirectory run, FirstHalf half, String device, Progress progress)
            throws IOException {
        ExtractSettings settings = run.finished(Stages.EXTRACT).settings();
        SteeringSaes saes = SteeringSaes.of(run, progress);
        FeatureSpace space = half.space();
        List<Sae> ofSets = new ArrayList<>();
        List<HookPoint> hooks = new ArrayList<>();
        for (int place = 0; place < half.sets().size(); place++) {
            ofSets.add(saes.sae(saes.feature(space.address(space.offsets()[place]))));
            hooks.add(half.sets().get(place).hook());
        }
        DecoderRows decoders = DecoderRows.of(space, hooks, ofSets);
        TextModel text = TextModel.open(ModelSpec.of(settings), device, Bos.valueOf(settings.bos()), progress);
        Unsteered unsteered = Unsteered.of(
                text.tokenizer()::isSpecial,
                run.finished(Stages.EXTRACT).result().outliers());
        return new SteeredRun(half, text, saes, ofSets, decoders, unsteered);
    }

    public FirstHalf half() {
        return half;
    }

    public TextModel text() {
        return text;
    }

    public DecoderRows decoders() {
        return decoders;
    }

    public Unsteered unsteered() {
        return unsteered;
    }

    /** The set of a feature. */
    public RunSet set(int feature) {
        return half.sets().get(half.space().place(feature));
    }

    /** The SAE of a feature. */
    public Sae sae(int feature) {
        return ofSets.get(half.space().place(feature));
    }

    /** Texts in batches that suit the device. */
    public List<TextBatch> batches(List<int[]> texts) {
        boolean gpu = text.model().manager().getDevice().isGpu();
        return TextBatch.of(texts, unsteered, gpu ? GPU_TOKENS : CPU_TOKENS);
    }

    /** All SAEs, on the model's device. */
    public CodeSets encoders() throws IOException {
        List<CodeSets.Read> reads = new ArrayList<>();
        for (int place = 0; place < ofSets.size(); place++) {
            reads.add(new CodeSets.Read(place, half.sets().get(place).hook(), ofSets.get(place)));
        }
        return new CodeSets(reads, text.model().manager());
    }

    /** A feature, with its largest activation on the first half. @throws UserError if it writes where nothing can be added */
    public Place.OfFeature place(int feature) {
        Place.OfFeature place = saes.feature(half.space().address(feature));
        return new Place.OfFeature(
                place.feature(), place.hook(), half.features().max()[feature], place.sae());
    }

    /** Where a feature's direction is added. @throws UserError if nothing can be added there */
    public HookPoint written(int feature) throws IOException {
        return saes.written(place(feature));
    }

    /** Adds a feature. @param strength in multiples of its largest activation on the first half */
    public Edit edit(int feature, double strength) throws IOException {
        Place.OfFeature place = place(feature);
        return Edit.of(
                new Intervention(place, new Change.Add(strength), Positions.ALL, ""),
                place.hook(),
                saes.written(place),
                sae(feature),
                half.space().index(feature),
                half.features().max()[feature]);
    }

    @Override
    public void close() {
        text.close();
    }
}
