package dev.steergraph.core.feature;

import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.core.codes.Activations;
import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.codes.FullRows;
import dev.steergraph.core.codes.MappedCodes;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.CodeSetSpec;
import dev.steergraph.core.run.Hooks;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.StageState;
import dev.steergraph.core.run.Stages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What counts as a feature. */
public enum FeatureBasis {

    /** An SAE's latent. */
    CODES {
        @Override
        public List<CodeRows> read(RunDirectory run, Map<String, String> settings) throws IOException {
            CodeSetSpec sets = CodeSetSpec.of(run, settings);
            List<CodeRows> layers = new ArrayList<>();
            for (HookPoint hook : hooks(run)) {
                layers.add(MappedCodes.open(EncodedFeatures.parts(run, sets.id(hook)), hook));
            }
            return layers;
        }

        @Override
        public Map<String, String> identity(RunDirectory run, Map<String, String> settings) {
            run.finished(Stages.ENCODE, "steergraph encode");
            CodeSetSpec sets = CodeSetSpec.of(run, settings);
            Map<String, String> identity = new TreeMap<>();
            for (HookPoint hook : hooks(run)) {
                identity.put(hook.toString(), run.fingerprint(Stages.ENCODE, PartPaths.codes(sets.id(hook))));
            }
            return identity;
        }

        @Override
        public String setName(RunDirectory run, HookPoint hook, Map<String, String> settings) {
            return CodeSetSpec.of(run, settings).name(hook);
        }
    },

    /** A raw dimension of the activations. Every row fires unless its value is exactly 0. */
    ACTIVATIONS {
        @Override
        public List<CodeRows> read(RunDirectory run, Map<String, String> settings) throws IOException {
            List<CodeRows> layers = new ArrayList<>();
            for (HookPoint hook : hooks(run)) {
                layers.add(dense(run, hook));
            }
            return layers;
        }

        @Override
        public Map<String, String> identity(RunDirectory run, Map<String, String> settings) {
            Map<String, String> identity = new TreeMap<>();
            StageState extracted = run.finished(Stages.EXTRACT, "steergraph extract");
            for (HookPoint hook : hooks(run)) {
                identity.put(hook.toString(), (String) extracted.report().get(hook.toString()));
            }
            return identity;
        }

        @Override
        public String setName(RunDirectory run, HookPoint hook, Map<String, String> settings) {
            return hook.site().shortName() + "-raw";
        }
    };

    /**
     * The features of every hook point, row by row.
     *
     * @param settings of the stage that reads or read them: they say which {@link CodeSetSpec}
     */
    public abstract List<CodeRows> read(RunDirectory run, Map<String, String> settings) throws IOException;

    /** Checksums of what {@link #read} gives. */
    public abstract Map<String, String> identity(RunDirectory run, Map<String, String> settings);

    /** The set's part of a feature's printed name, such as {@code res-batchtopk-4096}. */
    public abstract String setName(RunDirectory run, HookPoint hook, Map<String, String> settings);

    private static List<HookPoint> hooks(RunDirectory run) {
        return Hooks.of(run.finished(Stages.EXTRACT, "steergraph extract"));
    }

    private static FullRows dense(RunDirectory run, HookPoint hook) throws IOException {
        ActivationRows rows = Activations.open(run, hook);
        return new FullRows(hook, rows.width(), rows.rows(), rows::copy);
    }
}
