package dev.steergraph.steering.host;

import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.model.engine.Devices;
import dev.steergraph.ingest.model.engine.Kernels;
import dev.steergraph.steering.measure.CodeReader;
import dev.steergraph.steering.measure.CodeSets;
import dev.steergraph.steering.measure.SharedPass;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A run's model in memory, with the run's SAEs on its device. One thread uses it. */
final class LoadedModel implements AutoCloseable {

    private final RunModel run;
    private final Transformer model;
    private final Kernels kernels;
    private final CodeSets encoders;
    private final List<RunModel.OfRun> sets;

    private LoadedModel(
            RunModel run, Transformer model, Kernels kernels, CodeSets encoders, List<RunModel.OfRun> sets) {
        this.run = run;
        this.model = model;
        this.kernels = kernels;
        this.encoders = encoders;
        this.sets = sets;
    }

    /** Reads the weights. @throws dev.steergraph.core.UserError if they are damaged */
    static LoadedModel load(RunModel run, String device) throws IOException {
        return with(run, run.source().load(Devices.parse(device), run.spec().dtype()));
    }

    /** The same weights with the SAEs of another run; this is closed by it. */
    LoadedModel forRun(RunModel other) throws IOException {
        kernels.close();
        encoders.close();
        return with(other, model);
    }

    private static LoadedModel with(RunModel run, Transformer model) throws IOException {
        try {
            List<RunModel.OfRun> sets = run.sets();
            List<CodeSets.Read> reads = new ArrayList<>();
            for (RunModel.OfRun set : sets) {
                reads.add(new CodeSets.Read(reads.size(), set.hook(), set.sae()));
            }
            Kernels kernels = Kernels.beside(SharedPass.class, model.manager());
            return new LoadedModel(run, model, kernels, new CodeSets(reads, model.manager()), sets);
        } catch (IOException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    RunModel run() {
        return run;
    }

    Transformer model() {
        return model;
    }

    /** In the order of the codes that {@link #reader} reads. */
    List<RunModel.OfRun> sets() {
        return sets;
    }

    /** Encodes these rows of what a pass reads. */
    CodeReader reader(long[] rows) {
        return new CodeReader(kernels, encoders.from(0), rows);
    }

    @Override
    public void close() {
        kernels.close();
        encoders.close();
        model.close();
    }
}
