package dev.steergraph.ingest.extract.machine;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.ingest.corpus.tokenizer.Tokenizer;
import dev.steergraph.ingest.model.MiniLm;
import dev.steergraph.ingest.model.engine.InstalledTorch;
import java.io.IOException;
import java.util.List;

/** Small trials of the native libraries; each returns what it found or throws. */
public final class EngineCheck {

    private EngineCheck() {}

    public static String pytorch() {
        InstalledTorch.check();
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray ones = manager.ones(new Shape(64, 64));
            float found = ones.matMul(ones).getFloat(0, 0);
            if (found != 64) {
                throw new IllegalStateException("a matrix product of ones gave " + found + " instead of 64");
            }
            return Engine.getInstance().getVersion() + ", "
                    + Runtime.getRuntime().availableProcessors() + " processors";
        }
    }

    public static String tokenizers() throws IOException {
        try (Tokenizer tokenizer = new Tokenizer(MiniLm.tokenizerJson(), 16)) {
            int tokens = tokenizer.encode(List.of("a steering path")).get(0).rows();
            return "work, \"a steering path\" has " + tokens + " tokens";
        }
    }

    public static String devices() {
        InstalledTorch.check();
        int gpus = Engine.getInstance().getGpuCount();
        return gpus == 0 ? "cpu (PyTorch sees no GPU)" : "cpu, " + gpus + " GPUs";
    }
}
