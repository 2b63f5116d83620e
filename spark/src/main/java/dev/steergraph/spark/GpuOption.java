package dev.steergraph.spark;

import dev.steergraph.cli.command.StageCommands;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;

/** The device of a step on an executor: the GPU that Spark has given to the task, unless the user names a device. */
final class GpuOption {

    private static final String OPTION = "--device";

    private GpuOption() {}

    static Step of(Step step, TaskContext task) {
        return of(step, task.resourcesJMap());
    }

    static Step of(Step step, Map<String, ResourceInformation> resources) {
        ResourceInformation gpu = resources.get("gpu");
        boolean named = step.arguments().contains(OPTION);
        if (gpu == null || gpu.addresses().length == 0 || named || !StageCommands.hasOption(step.command(), OPTION)) {
            return step;
        }
        return step.with(OPTION, "gpu:" + gpu.addresses()[0]);
    }
}
