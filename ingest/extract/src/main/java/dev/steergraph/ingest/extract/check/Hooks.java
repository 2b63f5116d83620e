package dev.steergraph.ingest.extract.check;

import dev.steergraph.core.id.HookPoint;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.Transcoding;
import dev.steergraph.ingest.sae.run.CodeSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The hook points of an SAE. */
public final class Hooks {

    private Hooks() {}

    /** What a transcoder predicts; nothing of an autoencoder, or if no single hook point is predicted. */
    public static Optional<HookPoint> predicted(Sae sae) {
        return Optional.ofNullable(sae.transcoding()).flatMap(Transcoding::predicted);
    }

    /** What is read, and what is predicted. */
    public static Set<HookPoint> of(CodeSet set) {
        Set<HookPoint> hooks = new TreeSet<>(Set.of(set.hook()));
        predicted(set.sae()).ifPresent(hooks::add);
        return hooks;
    }
}
