package dev.steergraph.analytics.exchange.delphi;

import dev.steergraph.analytics.exchange.EncodedText;
import dev.steergraph.core.Progress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.feature.EncodedFeatures;
import dev.steergraph.core.run.CodeSetSpec;
import dev.steergraph.core.run.RunContexts;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunSet;
import dev.steergraph.core.run.RunTokens;
import dev.steergraph.core.stage.ExtractSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes an encoded run as delphi's cached latents: a folder for each set, named after its hook
 * point, and after the set where it is not the first one there. */
public final class DelphiExport {

    private DelphiExport() {}

    /**
     * @param splits files of each set
     * @return the files
     * @throws UserError if the run is not encoded, or its rows are no tokens
     */
    public static List<Path> write(RunDirectory run, Path out, int splits, Progress progress) throws IOException {
        EncodedText text = EncodedText.of(run);
        SequenceLayout layout = SequenceLayout.of(
                text.tokens().document(),
                RunTokens.positions(run),
                text.extracted().packed());
        DelphiFolder folder = new DelphiFolder(
                layout, text.tokens().ids(), RunContexts.vocabulary(run).padding());
        DelphiConfig.Origin origin = new DelphiConfig.Origin(
                modelName(text.extracted()), text.corpus(), text.extracted().field());
        List<Path> written = new ArrayList<>();
        List<RunSet> sets = CodeSetSpec.all(run).sets();
        progress.begin("export to delphi", sets.size(), "sets");
        for (RunSet set : sets) {
            List<Path> parts = EncodedFeatures.parts(run, set.id());
            written.addAll(folder.write(out.resolve(set.id()), parts, splits, origin));
            progress.update(written.size() / (splits + 1L), "");
        }
        progress.end(written.size() + " files");
        return written;
    }

    private static String modelName(ExtractSettings extracted) {
        String name = extracted.model();
        return name.equals("minilm") ? "sentence-transformers/all-MiniLM-L6-v2" : name;
    }
}
