package dev.steergraph.ingest.extract.check;

import dev.steergraph.ingest.model.ModelSource;
import dev.steergraph.ingest.sae.Normalization;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeFit;
import dev.steergraph.ingest.sae.run.CodeSet;
import java.util.Locale;

/** That an SAE does not fit the activations, in words. */
record Doubt(CodeSet set, Claim claim, SaeFit fit, Circumstances circumstances) {

    /** What was found. */
    String text() {
        StringBuilder text =
                new StringBuilder("The SAE " + set.place() + " does not fit the activations at " + set.hook());
        Hooks.predicted(set.sae()).ifPresent(hook -> text.append(" and ").append(hook));
        text.append(" of ").append(circumstances.model());
        text.append(String.format(Locale.ROOT, ": on the first %,d rows it ", fit.rows()));
        boolean unexplained = fit.fvu().orElse(0) > 1;
        if (unexplained) {
            text.append("leaves ")
                    .append(Claim.number(fit.fvu().getAsDouble()))
                    .append(" of the variance unexplained (FVU; their mean alone leaves 1)");
        }
        text.append(unexplained ? " and has L0 " : "has L0 ").append(Claim.number(fit.l0()));
        claim.l0().ifPresent(known -> text.append(", ")
                .append(Claim.number(known.value()))
                .append(" by its ")
                .append(known.from()));
        return text.toString();
    }

    /** What is known to make such a difference, where nothing better is found. */
    String cause() {
        Sae sae = set.sae();
        String model = sae.origin().model();
        if (model != null && !ModelSource.neuronpedia(model).equals(circumstances.model())) {
            return "it belongs to " + model + ", on which it was trained";
        }
        if (sae.normalization() == Normalization.EXPECTED_AVERAGE_ONLY_IN
                && sae.preparation().factor() == 1) {
            return "activations were scaled in its training by a factor that is not known here"
                    + " (expected_average_only_in)";
        }
        if (Boolean.TRUE.equals(sae.origin().prependBos()) && !circumstances.bos()) {
            return "it was trained behind a BOS, as it says, and sequences begin without one here";
        }
        return "it reads a hook point before or after a norm, activations of another scale, or another model than "
                + circumstances.model() + ", or sequences began otherwise (BOS)";
    }
}
