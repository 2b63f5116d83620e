package dev.steergraph.bench.micro;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One matrix product [tokens, in] x [in, out] in the engine that the models run on. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class MatrixProduct {

    @Param({"4096"})
    public int tokens;

    @Param({"768"})
    public int in;

    @Param({"768", "2304", "3072"})
    public int out;

    private NDManager manager;
    private NDArray input;
    private NDArray weight;

    @Setup
    public void open() {
        manager = NDManager.newBaseManager();
        input = manager.randomUniform(-1, 1, new Shape(tokens, in));
        weight = manager.randomUniform(-1, 1, new Shape(in, out));
    }

    @Benchmark
    public void product() {
        input.matMul(weight).close();
    }

    @TearDown
    public void close() {
        manager.close();
    }
}
