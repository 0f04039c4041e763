package dev.hocket.csp;

/**
 * A value on its way through a pipeline.
 *
 * @param value what the next stage takes
 * @param origin the pipeline's input that it came from
 * @param index that input's position, from 0
 */
record PipelineItem(Object value, Object origin, long index) {
    PipelineItem with(Object output) {
        return new PipelineItem(output, origin, index);
    }
}
