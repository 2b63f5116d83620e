package dev.steergraph.ingest.pipeline;

import ai.djl.ndarray.NDManager;
import dev.steergraph.cypher.HookPoint;
import dev.steergraph.cypher.UserError;
import dev.steergraph.ingest.corpus.Bos;
import dev.steergraph.ingest.corpus.Document;
import dev.steergraph.ingest.corpus.TokenizedDocument;
import dev.steergraph.ingest.corpus.Tokenizer;
import dev.steergraph.ingest.model.Devices;
import dev.steergraph.ingest.model.ModelSource;
import dev.steergraph.ingest.model.Precision;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeDecoder;
import dev.steergraph.ingest.sae.SaeEncoder;
import dev.steergraph.ingest.sae.SaeFolder;
import dev.steergraph.ingest.store.RunDirectory;
import dev.steergraph.ingest.store.StageState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much of a language model's prediction survives its SAEs: the cross-entropy of a run's last documents, which training
 * held out, with an SAE's reconstructions in place of the activations, beside that without and that with zeros.
 */
public final class EvaluateSae {

    private final RunDirectory run;
    private final Progress progress;

    /**
     * @param clean cross-entropy of the model as it is, nats a token
     * @param spliced with reconstructions
     * @param zeroed with zeros
     * @param recovered (zeroed − spliced) / (zeroed − clean)
     */
    public record Result(String hook, double clean, double spliced, double zeroed, double recovered, long tokens) {}

    public EvaluateSae(RunDirectory run, Progress progress) {
        this.run = run;
        this.progress = progress;
    }

    /**
     * @param saes folders by layer; others take the SAE trained in the run
     * @param tokens at least so many are predicted, if the run has them
     * @throws UserError if the run is of means, or its model predicts no text
     */
    public List<Result> execute(Map<Integer, Path> saes, long tokens, String device) throws IOException {
        StageState extracted = run.finished(Extract.STAGE, "steergraph extract");
        Map<String, String> settings = extracted.settings();
        ModelChoice choice = new ModelChoice(
                settings.get("model"), settings.get("revision"), Precision.parse(settings.get("dtype")));
        ModelSource source = choice.source(progress);
        List<Document> documents = RunTokens.documents(run);
        Map<HookPoint, Splice.Losses> losses = new TreeMap<>();
        try (Tokenizer tokenizer = new Tokenizer(
                        choice.tokenizer(source),
                        Integer.parseInt(settings.get("context")),
                        Bos.valueOf(settings.get("bos")),
                        source.info().bosToken());
                Transformer model = source.load(Devices.parse(device), choice.dtype())) {
            for (HookPoint hook : Hooks.of(extracted)) {
                Path folder = saes.getOrDefault(hook.layer(), run.root().resolve(PartPaths.sae(hook)));
                losses.put(hook, losses(model, tokenizer, hook, SaeFolder.read(folder), documents, tokens));
            }
        }
        return losses.entrySet().stream()
                .map(entry -> result(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Splice.Losses losses(
            Transformer model, Tokenizer tokenizer, HookPoint hook, Sae sae, List<Document> documents, long tokens)
            throws IOException {
        if (sae.dIn() != model.info().dModel()) {
            throw new UserError("The SAE for " + hook + " has d_in " + sae.dIn() + ", "
                    + model.info().id() + " has d_model " + model.info().dModel() + "; give an SAE of this model.");
        }
        progress.begin("splice " + hook, tokens, "tokens");
        Splice.Losses all = new Splice.Losses(0, 0, 0, 0);
        try (NDManager manager = model.manager().newSubManager();
                SaeEncoder encoder = new SaeEncoder(sae, manager)) {
            Splice splice = new Splice(model, tokenizer, hook, encoder, new SaeDecoder(sae));
            for (int i = documents.size() - 1; i >= 0 && all.tokens() < tokens; i--) {
                TokenizedDocument document =
                        tokenizer.encode(List.of(documents.get(i).text())).get(0);
                if (document.ids().length > 1) {
                    all = all.plus(splice.of(document.ids()));
                    progress.update(Math.min(tokens, all.tokens()), "");
                }
            }
        }
        progress.end("");
        return all;
    }

    private static Result result(HookPoint hook, Splice.Losses sums) {
        double clean = sums.clean() / sums.tokens();
        double spliced = sums.spliced() / sums.tokens();
        double zeroed = sums.zeroed() / sums.tokens();
        return new Result(
                hook.toString(), clean, spliced, zeroed, (zeroed - spliced) / (zeroed - clean), sums.tokens());
    }
}
