package dev.steergraph.ingest.extract;

import dev.steergraph.core.Progress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.io.Sha256;
import dev.steergraph.ingest.checkpoint.hub.Downloads;
import dev.steergraph.ingest.checkpoint.hub.Hub;
import dev.steergraph.ingest.model.ModelSource;
import dev.steergraph.ingest.sae.Normalization;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.format.KnownL0;
import dev.steergraph.ingest.sae.format.SaeFolder;
import dev.steergraph.ingest.sae.format.SaeLocation;
import dev.steergraph.ingest.sae.format.SaeSetName;
import dev.steergraph.ingest.sae.run.CodeSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which SAEs read which hook points. A hook point may have several.
 *
 * @param entries one for each
 * @param acceptsMismatch whether they are used even where they do not fit the activations
 */
public record SaeSpec(List<Entry> entries, boolean acceptsMismatch) {

    /** Those that were trained in the run. */
    public static final SaeSpec NONE = new SaeSpec(List.of(), false);

    private static final Pattern OPTION = Pattern.compile("([^=]+)=(.+)");
    private static final Pattern LAYER = Pattern.compile("\\d{1,4}");

    public SaeSpec {
        entries = List.copyOf(entries);
    }

    /**
     * One of them.
     *
     * @param layer of the block
     * @param hook null for the one that the SAE was trained on
     * @param place folder, file or place on the hub
     */
    public record Entry(int layer, @Nullable HookPoint hook, SaeLocation place) {

        @Override
        public String toString() {
            return "--sae " + (hook == null ? layer : hook) + "=" + place.text();
        }
    }

    /**
     * Reads options such as {@code 4=google/gemma-scope-2b-pt-res/layer_4/width_16k/average_l0_124} and
     * {@code blocks.4.hook_mlp_out=saes/mlp}.
     */
    public static SaeSpec parse(List<String> options) {
        List<Entry> entries = new ArrayList<>();
        for (String option : options) {
            Matcher matcher = OPTION.matcher(option);
            if (!matcher.matches()) {
                throw new UserError("--sae " + option + " should be LAYER=PLACE, such as 4=saes/layer4.");
            }
            String key = matcher.group(1).strip();
            SaeLocation place = new SaeLocation(matcher.group(2).strip());
            if (LAYER.matcher(key).matches()) {
                entries.add(new Entry(Integer.parseInt(key), null, place));
            } else {
                HookPoint hook = hook(key, "--sae " + option + ": ");
                entries.add(new Entry(hook.layer(), hook, place));
            }
        }
        return new SaeSpec(entries, false);
    }

    /** The same, used even where they do not fit the activations. */
    public SaeSpec acceptingMismatch(boolean accepts) {
        return new SaeSpec(entries, accepts);
    }

    /** Whether none is named. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /**
     * Finds and reads them, and compares them with the model.
     *
     * @return ordered by hook point; of one hook point, in the order given
     * @throws UserError if one is missing, damaged, or made for another layer, hook point or width
     */
    public List<CodeSet> read(SaeTarget target, Progress progress) throws IOException {
        List<CodeSet> sets = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Entry entry : entries) {
            Path path = find(entry, progress);
            Sae stored = SaeFolder.read(path);
            HookPoint hook = hook(entry, stored, target.model(), target.layers());
            Sae sae = target.fitted(stored, hook, entry.toString());
            if (sae.normalization() == Normalization.EXPECTED_AVERAGE_ONLY_IN
                    && sae.preparation().factor() == 1) {
                progress.note(
                        entry + ": the SAE was trained on activations times a factor that is not known"
                                + " (expected_average_only_in); it is used as if the factor were in its weights, as SAELens does.");
            }
            noteOtherModel(entry, sae, target.model(), progress);
            String name = SaeSetName.of(hook, path);
            String id = ids.contains(hook.toString()) ? hook + "." + name : hook.toString();
            if (!ids.add(id)) {
                throw new UserError(entry + ": another SAE of the name " + name + " is given for " + hook
                        + "; give their folders different names.");
            }
            sets.add(new CodeSet(
                    hook,
                    id,
                    name,
                    entry.place().text(),
                    sae,
                    Sha256.of(SaeFolder.weights(path)),
                    KnownL0.of(path, stored),
                    entry.place().neuronpedia(path).orElse(null)));
        }
        sets.sort((a, b) -> a.hook().compareTo(b.hook()));
        return sets;
    }

    /** Descendants of a model have its widths, and others too; only the user knows which is meant. */
    private static void noteOtherModel(Entry entry, Sae sae, String model, Progress progress) {
        String trained = sae.origin().model();
        if (trained != null && !ModelSource.neuronpedia(trained).equals(model)) {
            progress.note(entry + ": the SAE was trained on " + trained + ", the activations are of " + model
                    + "; make sure that they belong together.");
        }
    }

    private static Path find(Entry entry, Progress progress) throws IOException {
        try (Downloads downloads = new Downloads(entry.place().text(), progress)) {
            return entry.place().find(Hub.fromEnvironment(System.getenv()), downloads);
        }
    }

    private static HookPoint hook(Entry entry, Sae sae, String model, int layers) {
        if (entry.layer() >= layers) {
            throw new UserError(entry + ": " + model + " has layers 0 to " + (layers - 1) + ".");
        }
        String made = sae.origin().hook();
        if (made == null) {
            if (entry.hook() == null) {
                throw new UserError(entry
                        + ": nothing says which hook point the SAE reads, neither its files nor their place;"
                        + " name it in place of the layer, such as --sae blocks." + entry.layer() + ".hook_resid_post="
                        + entry.place().text() + ".");
            }
            return entry.hook();
        }
        HookPoint own = hook(made, entry + ": the SAE was trained on ");
        if (own.layer() != entry.layer()) {
            throw new UserError(entry + " names layer " + entry.layer() + ", but the SAE was trained on " + own
                    + "; give it for layer " + own.layer() + ", or another SAE.");
        }
        if (entry.hook() != null && !entry.hook().equals(own)) {
            throw new UserError(entry + " names " + entry.hook() + ", but the SAE was trained on " + own
                    + "; give it for that, or another SAE.");
        }
        return own;
    }

    private static HookPoint hook(String name, String before) {
        try {
            return HookPoint.parse(name);
        } catch (IllegalArgumentException e) {
            throw new UserError(
                    before + name + ", which cannot be read; hook_embed can and, of a block, hook_resid_pre,"
                            + " attn.hook_z, hook_attn_out, hook_resid_mid, ln2.hook_normalized, mlp.hook_in,"
                            + " hook_mlp_out and hook_resid_post, such as blocks.4.hook_mlp_out."
                            + (name.endsWith("hook_mlp_in")
                                    ? " What the MLP reads, after the norm and its gain, is mlp.hook_in; the residual"
                                            + " stream before the norm is hook_resid_mid."
                                    : ""),
                    e);
        }
    }
}
