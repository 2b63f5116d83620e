package dev.steergraph.ingest.extract;

import dev.steergraph.core.Progress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.stage.ExtractSettings;
import dev.steergraph.core.stage.SaeCheck;
import dev.steergraph.ingest.corpus.Corpus;
import dev.steergraph.ingest.corpus.batch.TextParts;
import dev.steergraph.ingest.extract.size.ExpectedRows;
import dev.steergraph.ingest.extract.size.RowBytes;
import dev.steergraph.ingest.model.ModelSource;
import dev.steergraph.ingest.model.config.ModelInfo;
import dev.steergraph.ingest.sae.run.CodeSet;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What {@link ExtractParameters} come to: the model's geometry, SAEs, hook points and text. No weights of the model are read for it.
 *
 * @param lot rows whose activations are held at a time
 * @param size of a part
 */
record ExtractJob(
        ExtractParameters parameters,
        ModelSource source,
        List<CodeSet> sets,
        List<HookPoint> hooks,
        Corpus corpus,
        int context,
        ExtractSettings settings,
        int lot,
        TextParts.Size size) {

    /** A part has no more tokens than these, so that little is lost with it when rows are means. */
    private static final int PART_TOKENS = 32_768;

    /**
     * Room for a part.
     *
     * @param buffers activations held in one set of buffers, of which two are in use on each device; also what a part's files
     *     have together, more or less
     * @param codes of a row and set
     */
    record Bytes(int buffers, int codes) {

        /** 128 features of a row, as most sets have fewer active. */
        private static final int CODES = 128 * (Integer.BYTES + Float.BYTES);

        static final Bytes USUAL = ofBuffers(128 << 20);

        static Bytes ofBuffers(int buffers) {
            return new Bytes(buffers, CODES);
        }
    }

    /** @throws UserError if the model, an SAE or the corpus is not there, or they do not fit together */
    static ExtractJob of(ExtractParameters parameters, Bytes bytes, Progress progress) throws IOException {
        ModelSource source = parameters.model().source(progress);
        ModelInfo info = source.info();
        List<CodeSet> sets = parameters.saes().read(SaeTarget.of(info), progress);
        List<HookPoint> hooks = hooks(parameters, info, sets);
        int context = parameters.rows().context(info.id(), info.maxContext());
        Corpus corpus = Corpus.of(parameters.corpus());
        int values = hooks.stream().mapToInt(info::width).sum();
        int lot = Math.max(1, Math.min(bytes.buffers() / (Float.BYTES * values), PART_TOKENS));
        return new ExtractJob(
                parameters,
                source,
                sets,
                hooks,
                corpus,
                context,
                parameters.settings(corpus.name(), hooks, context),
                lot,
                size(parameters, lot, sets.size(), bytes));
    }

    /** How many rows there will be, if that can be told. */
    OptionalLong expectedRows() throws IOException {
        return ExpectedRows.of(parameters.rows(), corpus.bytes());
    }

    /** Bytes of a row. @param checks what was seen of the SAEs so far, by id of the set */
    RowBytes rowBytes(Map<String, SaeCheck> checks) {
        long kept = parameters.keepsActivations()
                ? hooks.stream().mapToLong(info()::width).sum()
                : 0;
        return RowBytes.extracted(kept, Encode.l0(sets, checks));
    }

    ModelInfo info() {
        return source.info();
    }

    /** Those that are named, or those of the SAEs. */
    private static List<HookPoint> hooks(ExtractParameters parameters, ModelInfo info, List<CodeSet> sets) {
        if (sets.isEmpty()) {
            return parameters.hooks().orElseThrow().of(info);
        }
        List<HookPoint> read = sets.stream().map(CodeSet::hook).distinct().toList();
        read.forEach(hook -> HookSpec.requireSite(hook.site(), info));
        List<HookPoint> named = parameters.hooks().map(hooks -> hooks.of(info)).orElse(read);
        if (!named.equals(read)) {
            throw new UserError("--layers and --hooks name " + named + ", the SAEs read " + read
                    + "; leave --layers and --hooks out, or give an SAE for each.");
        }
        return read;
    }

    /**
     * Rows and tokens of a part: a matter of the model, its hooks and SAEs, not of the machine, so that any may go on. Where
     * activations are written, as many rows as fit; where codes are, as many such lots as codes of the usual size fit.
     */
    private static TextParts.Size size(ExtractParameters parameters, int lot, int sets, Bytes bytes) {
        boolean activations = parameters.keepsActivations() || parameters.rows().pooled() || sets == 0;
        int encoded = activations ? lot : Math.min(bytes.buffers() / (bytes.codes() * sets), PART_TOKENS);
        return new TextParts.Size(encoded >= 2 * lot ? encoded : lot, PART_TOKENS);
    }
}
