package dev.steergraph.ingest.pipeline;

import dev.steergraph.ingest.store.Stages;
import dev.steergraph.cypher.HookPoint;
import dev.steergraph.ingest.sae.ActivationRows;
import dev.steergraph.ingest.store.CodeRows;
import dev.steergraph.ingest.store.FullRows;
import dev.steergraph.ingest.store.MappedCodes;
import dev.steergraph.ingest.store.RunDirectory;
import dev.steergraph.ingest.store.StageState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What counts as a feature. */
public enum Source {

    /** An SAE's latent. */
    CODES {
        @Override
        List<CodeRows> read(RunDirectory run, Map<String, String> settings) throws IOException {
            SetChoice sets = SetChoice.of(run, settings);
            List<CodeRows> layers = new ArrayList<>();
            for (HookPoint hook : hooks(run)) {
                layers.add(MappedCodes.open(EncodedFeatures.parts(run, sets.id(hook)), hook));
            }
            return layers;
        }

        @Override
        Map<String, String> identity(RunDirectory run, Map<String, String> settings) {
            run.finished(Stages.ENCODE, "steergraph encode");
            SetChoice sets = SetChoice.of(run, settings);
            Map<String, String> identity = new TreeMap<>();
            for (HookPoint hook : hooks(run)) {
                identity.put(hook.toString(), run.fingerprint(Stages.ENCODE, PartPaths.codes(sets.id(hook))));
            }
            return identity;
        }

        @Override
        String setName(RunDirectory run, HookPoint hook, Map<String, String> settings) {
            return SetChoice.of(run, settings).name(hook);
        }
    },

    /** A raw dimension of the activations. Every row fires unless its value is exactly 0. */
    ACTIVATIONS {
        @Override
        List<CodeRows> read(RunDirectory run, Map<String, String> settings) throws IOException {
            List<CodeRows> layers = new ArrayList<>();
            for (HookPoint hook : hooks(run)) {
                layers.add(dense(run, hook));
            }
            return layers;
        }

        @Override
        Map<String, String> identity(RunDirectory run, Map<String, String> settings) {
            Map<String, String> identity = new TreeMap<>();
            StageState extracted = run.finished(Stages.EXTRACT, "steergraph extract");
            for (HookPoint hook : hooks(run)) {
                identity.put(hook.toString(), (String) extracted.report().get(hook.toString()));
            }
            return identity;
        }

        @Override
        String setName(RunDirectory run, HookPoint hook, Map<String, String> settings) {
            return hook.site().shortName() + "-raw";
        }
    };

    /**
     * The features of every hook point, row by row.
     *
     * @param settings of the stage that reads or read them: they say which {@link SetChoice}
     */
    abstract List<CodeRows> read(RunDirectory run, Map<String, String> settings) throws IOException;

    /** Checksums of what {@link #read} gives. */
    abstract Map<String, String> identity(RunDirectory run, Map<String, String> settings);

    /** The set's part of a feature's printed name, such as {@code res-batchtopk-4096}. */
    abstract String setName(RunDirectory run, HookPoint hook, Map<String, String> settings);

    private static List<HookPoint> hooks(RunDirectory run) {
        return Hooks.of(run.finished(Stages.EXTRACT, "steergraph extract"));
    }

    private static FullRows dense(RunDirectory run, HookPoint hook) throws IOException {
        ActivationRows rows = Activations.open(run, hook);
        return new FullRows(hook, rows.width(), rows.rows(), rows::copy);
    }
}
