package dev.steergraph.ingest.model;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.steergraph.ingest.checkpoint.Checkpoint;
import dev.steergraph.ingest.engine.Kernels;
import java.io.IOException;
import java.nio.file.Path;

/** Where a model comes from: MiniLM from the class path, or a folder as Hugging Face lays it out. */
public final class ModelSource {

    private final Path folder;
    private final Config config;
    private final Architecture architecture;
    private final ModelInfo info;

    private ModelSource(String id, Path folder, Config config) {
        this.folder = folder;
        this.config = config;
        architecture = Architecture.of(config);
        info = architecture.info(id, config);
    }

    /** all-MiniLM-L6-v2, which needs no file. */
    public static ModelSource miniLm() throws IOException {
        return new ModelSource(MiniLm.ID, null, MiniLm.config());
    }

    /**
     * @param id Neuronpedia's modelId
     * @param folder with config.json and weights
     * @throws dev.steergraph.cypher.UserError if config.json is missing, or of an architecture that cannot be run
     */
    public static ModelSource folder(String id, Path folder) throws IOException {
        return new ModelSource(id, folder, Config.read(folder));
    }

    public static ModelInfo info(String name) {
        try {
            return miniLm().info();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    public static byte[] tokenizerJson(String name) throws IOException {
        return MiniLm.tokenizerJson();
    }

    public static Transformer load(String name, Device device) throws IOException {
        return miniLm().load(device, Precision.F32);
    }

    public ModelInfo info() {
        return info;
    }

    /** Reads the weights to a device. @throws dev.steergraph.cypher.UserError if tensors are missing or of another shape */
    public Transformer load(Device device, Precision precision) throws IOException {
        Checkpoint checkpoint = folder == null ? MiniLm.checkpoint() : Checkpoint.open(folder);
        NDManager manager = NDManager.newBaseManager(device);
        try {
            Kernels kernels = Kernels.beside(ModelSource.class, manager);
            Weights weights = new Weights(checkpoint, architecture.prefix(), manager, kernels, precision);
            return architecture.load(info, config, weights);
        } catch (IOException | RuntimeException e) {
            manager.close();
            throw e;
        }
    }
}
