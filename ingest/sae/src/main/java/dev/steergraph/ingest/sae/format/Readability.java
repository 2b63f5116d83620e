package dev.steergraph.ingest.sae.format;

import dev.steergraph.core.id.HookPoint;
import dev.steergraph.ingest.model.config.ModelInfo;
import dev.steergraph.ingest.sae.catalogue.PublishedModels;
import dev.steergraph.ingest.sae.catalogue.SaeEntry;
import java.util.Optional;

/**
 * Whether an SAE of the catalogue can be read, and its model run to where it reads: a tensor of the SAE's width, as far as
 * that is known without its files.
 *
 * @param entry the SAE
 * @param hook that it reads; empty where its names do not say it
 * @param obstacle why not; empty if it can
 */
public record Readability(SaeEntry entry, Optional<String> hook, Optional<String> obstacle) {

    public static Readability of(SaeEntry entry) {
        Optional<String> hook = PublishedHooks.of(entry);
        return new Readability(entry, hook, obstacle(entry, hook));
    }

    public boolean isReadable() {
        return obstacle.isEmpty();
    }

    private static Optional<String> obstacle(SaeEntry entry, Optional<String> hook) {
        if (!SaeFormat.loaders().contains(entry.loader())) {
            return Optional.of("the format \"" + entry.loader() + "\" is not read");
        }
        if (hook.isEmpty()) {
            return Optional.of("its names do not say which hook point it reads");
        }
        if (!HookPoint.isName(hook.get())) {
            return Optional.of("the hook point " + hook.get() + " is not read");
        }
        Optional<ModelInfo> model = PublishedModels.named(entry.model());
        if (model.isEmpty()) {
            return Optional.of("the model " + entry.model() + " is not known");
        }
        HookPoint read = HookPoint.parse(hook.get());
        if (!model.get().has(read)) {
            return Optional.of(entry.model() + " has no " + read);
        }
        int width = model.get().width(read);
        return entry.dIn()
                .filter(dIn -> dIn != width)
                .map(dIn -> "it has d_in " + dIn + ", and " + read + " of " + entry.model() + " has width " + width);
    }
}
