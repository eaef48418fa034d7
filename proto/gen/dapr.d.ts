// Generated from dapr/proto/common/v1/common.proto, dapr/proto/runtime/v1/state.proto, dapr/proto/runtime/v1/metadata.proto, dapr/proto/runtime/v1/secret.proto, dapr/proto/runtime/v1/dapr.proto. Do not edit.
import * as $protobuf from "protobufjs";
import type Long from "long";

/** Namespace dapr. */
export namespace dapr {

    /** Namespace proto. */
    namespace proto {

        /** Namespace common. */
        namespace common {

            /** Namespace v1. */
            namespace v1 {

                /**
                 * Properties of a StateItem.
                 * @deprecated Use dapr.proto.common.v1.StateItem.$Properties instead.
                 */
                interface IStateItem extends dapr.proto.common.v1.StateItem.$Properties {
                }

                /** Represents a StateItem. */
                class StateItem {

                    /**
                     * Constructs a new StateItem.
                     * @param [properties] Properties to set
                     */
                    constructor(properties?: dapr.proto.common.v1.StateItem.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** StateItem key. */
                    key: string;

                    /** StateItem value. */
                    value: Uint8Array;

                    /** StateItem etag. */
                    etag?: (dapr.proto.common.v1.Etag.$Properties|null);

                    /** StateItem metadata. */
                    metadata: { [k: string]: string };

                    /** StateItem options. */
                    options?: (dapr.proto.common.v1.StateOptions.$Properties|null);

                    /**
                     * Encodes the specified StateItem message. Does not implicitly {@link dapr.proto.common.v1.StateItem.verify|verify} messages.
                     * @param message StateItem message or plain object to encode
                     * @param [writer] Writer to encode to
                     * @returns Writer
                     */
                    static encode(message: dapr.proto.common.v1.StateItem.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes a StateItem message from the specified reader or buffer.
                     * @param reader Reader or buffer to decode from
                     * @param [length] Message length if known beforehand
                     * @returns {dapr.proto.common.v1.StateItem & dapr.proto.common.v1.StateItem.$Shape} StateItem
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): dapr.proto.common.v1.StateItem & dapr.proto.common.v1.StateItem.$Shape;
                }

                namespace StateItem {

                    /** Properties of a StateItem. */
                    interface $Properties {

                        /** StateItem key */
                        key?: (string|null);

                        /** StateItem value */
                        value?: (Uint8Array|null);

                        /** StateItem etag */
                        etag?: (dapr.proto.common.v1.Etag.$Properties|null);

                        /** StateItem metadata */
                        metadata?: ({ [k: string]: string }|null);

                        /** StateItem options */
                        options?: (dapr.proto.common.v1.StateOptions.$Properties|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of a StateItem. */
                    type $Shape = dapr.proto.common.v1.StateItem.$Properties;
                }

                /**
                 * Properties of an Etag.
                 * @deprecated Use dapr.proto.common.v1.Etag.$Properties instead.
                 */
                interface IEtag extends dapr.proto.common.v1.Etag.$Properties {
                }

                /** Represents an Etag. */
                class Etag {

                    /**
                     * Constructs a new Etag.
                     * @param [properties] Properties to set
                     */
                    constructor(properties?: dapr.proto.common.v1.Etag.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** Etag value. */
                    value: string;

                    /**
                     * Encodes the specified Etag message. Does not implicitly {@link dapr.proto.common.v1.Etag.verify|verify} messages.
                     * @param message Etag message or plain object to encode
                     * @param [writer] Writer to encode to
                     * @returns Writer
                     */
                    static encode(message: dapr.proto.common.v1.Etag.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes an Etag message from the specified reader or buffer.
                     * @param reader Reader or buffer to decode from
                     * @param [length] Message length if known beforehand
                     * @returns {dapr.proto.common.v1.Etag & dapr.proto.common.v1.Etag.$Shape} Etag
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): dapr.proto.common.v1.Etag & dapr.proto.common.v1.Etag.$Shape;
                }

                namespace Etag {

                    /** Properties of an Etag. */
                    interface $Properties {

                        /** Etag value */
                        value?: (string|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of an Etag. */
                    type $Shape = dapr.proto.common.v1.Etag.$Properties;
                }

                /**
                 * Properties of a StateOptions.
                 * @deprecated Use dapr.proto.common.v1.StateOptions.$Properties instead.
                 */
                interface IStateOptions extends dapr.proto.common.v1.StateOptions.$Properties {
                }

                /** Represents a StateOptions. */
                class StateOptions {

                    /**
                     * Constructs a new StateOptions.
                     * @param [properties] Properties to set
                     */
                    constructor(properties?: dapr.proto.common.v1.StateOptions.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** StateOptions concurrency. */
                    concurrency: dapr.proto.common.v1.StateOptions.StateConcurrency;

                    /** StateOptions consistency. */
                    consistency: dapr.proto.common.v1.StateOptions.StateConsistency;

                    /**
                     * Encodes the specified StateOptions message. Does not implicitly {@link dapr.proto.common.v1.StateOptions.verify|verify} messages.
                     * @param message StateOptions message or plain object to encode
                     * @param [writer] Writer to encode to
                     * @returns Writer
                     */
                    static encode(message: dapr.proto.common.v1.StateOptions.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes a StateOptions message from the specified reader or buffer.
                     * @param reader Reader or buffer to decode from
                     * @param [length] Message length if known beforehand
                     * @returns {dapr.proto.common.v1.StateOptions & dapr.proto.common.v1.StateOptions.$Shape} StateOptions
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): dapr.proto.common.v1.StateOptions & dapr.proto.common.v1.StateOptions.$Shape;
                }

                namespace StateOptions {

                    /** Properties of a StateOptions. */
                    interface $Properties {

                        /** StateOptions concurrency */
                        concurrency?: (dapr.proto.common.v1.StateOptions.StateConcurrency|null);

                        /** StateOptions consistency */
                        consistency?: (dapr.proto.common.v1.StateOptions.StateConsistency|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of a StateOptions. */
                    type $Shape = dapr.proto.common.v1.StateOptions.$Properties;

                    /** StateConcurrency enum. */
                    enum StateConcurrency {

                        /** CONCURRENCY_UNSPECIFIED value */
                        CONCURRENCY_UNSPECIFIED = 0,

                        /** CONCURRENCY_FIRST_WRITE value */
                        CONCURRENCY_FIRST_WRITE = 1,

                        /** CONCURRENCY_LAST_WRITE value */
                        CONCURRENCY_LAST_WRITE = 2
                    }

                    /** StateConsistency enum. */
                    enum StateConsistency {

                        /** CONSISTENCY_UNSPECIFIED value */
                        CONSISTENCY_UNSPECIFIED = 0,

                        /** CONSISTENCY_EVENTUAL value */
                        CONSISTENCY_EVENTUAL = 1,

                        /** CONSISTENCY_STRONG value */
                        CONSISTENCY_STRONG = 2
                    }
                }
            }
        }

        /** Namespace runtime. */
        namespace runtime {

            /** Namespace v1. */
            namespace v1 {

                /**
                 * Properties of a GetStateRequest.
                 * @deprecated Use dapr.proto.runtime.v1.GetStateRequest.$Properties instead.
                 */
                interface IGetStateRequest extends dapr.proto.runtime.v1.GetStateRequest.$Properties {
                }

                /** Represents a GetStateRequest. */
                class GetStateRequest {

                    /**
                     * Constructs a new GetStateRequest.
                     * @param [properties] Properties to set
                     */
                    constructor(properties?: dapr.proto.runtime.v1.GetStateRequest.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** GetStateRequest storeName. */
                    storeName: string;

                    /** GetStateRequest key. */
                    key: string;

                    /** GetStateRequest consistency. */
                    consistency: dapr.proto.common.v1.StateOptions.StateConsistency;

                    /** GetStateRequest metadata. */
                    metadata: { [k: string]: string };

                    /**
                     * Encodes the specified GetStateRequest message. Does not implicitly {@link dapr.proto.runtime.v1.GetStateRequest.verify|verify} messages.
                     * @param message GetStateRequest message or plain object to encode
                     * @param [writer] Writer to encode to
                     * @returns Writer
                     */
                    static encode(message: dapr.proto.runtime.v1.GetStateRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes a GetStateRequest message from the specified reader or buffer.
                     * @param reader Reader or buffer to decode from
                     * @param [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.GetStateRequest & dapr.proto.runtime.v1.GetStateRequest.$Shape} GetStateRequest
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): dapr.proto.runtime.v1.GetStateRequest & dapr.proto.runtime.v1.GetStateRequest.$Shape;
                }

                namespace GetStateRequest {

                    /** Properties of a GetStateRequest. */
                    interface $Properties {

                        /** GetStateRequest storeName */
                        storeName?: (string|null);

                        /** GetStateRequest key */
                        key?: (string|null);

                        /** GetStateRequest consistency */
                        consistency?: (dapr.proto.common.v1.StateOptions.StateConsistency|null);

                        /** GetStateRequest metadata */
                        metadata?: ({ [k: string]: string }|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of a GetStateRequest. */
                    type $Shape = dapr.proto.runtime.v1.GetStateRequest.$Properties;
                }

                /**
                 * Properties of a GetStateResponse.
                 * @deprecated Use dapr.proto.runtime.v1.GetStateResponse.$Properties instead.
                 */
                interface IGetStateResponse extends dapr.proto.runtime.v1.GetStateResponse.$Properties {
                }

                /** Represents a GetStateResponse. */
                class GetStateResponse {

                    /**
                     * Constructs a new GetStateResponse.
                     * @param [properties] Properties to set
                     */
                    constructor(properties?: dapr.proto.runtime.v1.GetStateResponse.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** GetStateResponse data. */
                    data: Uint8Array;

                    /** GetStateResponse etag. */
                    etag: string;

                    /** GetStateResponse metadata. */
                    metadata: { [k: string]: string };

                    /**
                     * Encodes the specified GetStateResponse message. Does not implicitly {@link dapr.proto.runtime.v1.GetStateResponse.verify|verify} messages.
                     * @param message GetStateResponse message or plain object to encode
                     * @param [writer] Writer to encode to
                     * @returns Writer
                     */
                    static encode(message: dapr.proto.runtime.v1.GetStateResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes a GetStateResponse message from the specified reader or buffer.
                     * @param reader Reader or buffer to decode from
                     * @param [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.GetStateResponse & dapr.proto.runtime.v1.GetStateResponse.$Shape} GetStateResponse
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): dapr.proto.runtime.v1.GetStateResponse & dapr.proto.runtime.v1.GetStateResponse.$Shape;
                }

                namespace GetStateResponse {

                    /** Properties of a GetStateResponse. */
                    interface $Properties {

                        /** GetStateResponse data */
                        data?: (Uint8Array|null);

                        /** GetStateResponse etag */
                        etag?: (string|null);

                        /** GetStateResponse metadata */
                        metadata?: ({ [k: string]: string }|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of a GetStateResponse. */
                    type $Shape = dapr.proto.runtime.v1.GetStateResponse.$Properties;
                }

                /**
                 * Properties of a GetBulkStateRequest.
                 * @deprecated Use dapr.proto.runtime.v1.GetBulkStateRequest.$Properties instead.
                 */
                interface IGetBulkStateRequest extends dapr.proto.runtime.v1.GetBulkStateRequest.$Properties {
                }

                /** Represents a GetBulkStateRequest. */
                class GetBulkStateRequest {

                    /**
                     * Constructs a new GetBulkStateRequest.
                     * @param [properties] Properties to set
                     */
                    constructor(properties?: dapr.proto.runtime.v1.GetBulkStateRequest.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** GetBulkStateRequest storeName. */
                    storeName: string;

                    /** GetBulkStateRequest keys. */
                    keys: string[];

                    /** GetBulkStateRequest parallelism. */
                    parallelism: number;

                    /** GetBulkStateRequest metadata. */
                    metadata: { [k: string]: string };

                    /**
                     * Encodes the specified GetBulkStateRequest message. Does not implicitly {@link dapr.proto.runtime.v1.GetBulkStateRequest.verify|verify} messages.
                     * @param message GetBulkStateRequest message or plain object to encode
                     * @param [writer] Writer to encode to
                     * @returns Writer
                     */
                    static encode(message: dapr.proto.runtime.v1.GetBulkStateRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes a GetBulkStateRequest message from the specified reader or buffer.
                     * @param reader Reader or buffer to decode from
                     * @param [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.GetBulkStateRequest & dapr.proto.runtime.v1.GetBulkStateRequest.$Shape} GetBulkStateRequest
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): dapr.proto.runtime.v1.GetBulkStateRequest & dapr.proto.runtime.v1.GetBulkStateRequest.$Shape;
                }

                namespace GetBulkStateRequest {

                    /** Properties of a GetBulkStateRequest. */
                    interface $Properties {

                        /** GetBulkStateRequest storeName */
                        storeName?: (string|null);

                        /** GetBulkStateRequest keys */
                        keys?: (string[]|null);

                        /** GetBulkStateRequest parallelism */
                        parallelism?: (number|null);

                        /** GetBulkStateRequest metadata */
                        metadata?: ({ [k: string]: string }|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of a GetBulkStateRequest. */
                    type $Shape = dapr.proto.runtime.v1.GetBulkStateRequest.$Properties;
                }

                /**
                 * Properties of a GetBulkStateResponse.
                 * @deprecated Use dapr.proto.runtime.v1.GetBulkStateResponse.$Properties instead.
                 */
                interface IGetBulkStateResponse extends dapr.proto.runtime.v1.GetBulkStateResponse.$Properties {
                }

                /** Represents a GetBulkStateResponse. */
                class GetBulkStateResponse {

                    /**
                     * Constructs a new GetBulkStateResponse.
                     * @param [properties] Properties to set
                     */
                    constructor(properties?: dapr.proto.runtime.v1.GetBulkStateResponse.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** GetBulkStateResponse items. */
                    items: dapr.proto.runtime.v1.BulkStateItem.$Properties[];

                    /**
                     * Encodes the specified GetBulkStateResponse message. Does not implicitly {@link dapr.proto.runtime.v1.GetBulkStateResponse.verify|verify} messages.
                     * @param message GetBulkStateResponse message or plain object to encode
                     * @param [writer] Writer to encode to
                     * @returns Writer
                     */
                    static encode(message: dapr.proto.runtime.v1.GetBulkStateResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes a GetBulkStateResponse message from the specified reader or buffer.
                     * @param reader Reader or buffer to decode from
                     * @param [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.GetBulkStateResponse & dapr.proto.runtime.v1.GetBulkStateResponse.$Shape} GetBulkStateResponse
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): dapr.proto.runtime.v1.GetBulkStateResponse & dapr.proto.runtime.v1.GetBulkStateResponse.$Shape;
                }

                namespace GetBulkStateResponse {

                    /** Properties of a GetBulkStateResponse. */
                    interface $Properties {

                        /** GetBulkStateResponse items */
                        items?: (dapr.proto.runtime.v1.BulkStateItem.$Properties[]|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of a GetBulkStateResponse. */
                    type $Shape = dapr.proto.runtime.v1.GetBulkStateResponse.$Properties;
                }

                /**
                 * Properties of a BulkStateItem.
                 * @deprecated Use dapr.proto.runtime.v1.BulkStateItem.$Properties instead.
                 */
                interface IBulkStateItem extends dapr.proto.runtime.v1.BulkStateItem.$Properties {
                }

                /** Represents a BulkStateItem. */
                class BulkStateItem {

                    /**
                     * Constructs a new BulkStateItem.
                     * @param [properties] Properties to set
                     */
                    constructor(properties?: dapr.proto.runtime.v1.BulkStateItem.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** BulkStateItem key. */
                    key: string;

                    /** BulkStateItem data. */
                    data: Uint8Array;

                    /** BulkStateItem etag. */
                    etag: string;

                    /** BulkStateItem error. */
                    error: string;

                    /** BulkStateItem metadata. */
                    metadata: { [k: string]: string };

                    /**
                     * Encodes the specified BulkStateItem message. Does not implicitly {@link dapr.proto.runtime.v1.BulkStateItem.verify|verify} messages.
                     * @param message BulkStateItem message or plain object to encode
                     * @param [writer] Writer to encode to
                     * @returns Writer
                     */
                    static encode(message: dapr.proto.runtime.v1.BulkStateItem.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes a BulkStateItem message from the specified reader or buffer.
                     * @param reader Reader or buffer to decode from
                     * @param [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.BulkStateItem & dapr.proto.runtime.v1.BulkStateItem.$Shape} BulkStateItem
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): dapr.proto.runtime.v1.BulkStateItem & dapr.proto.runtime.v1.BulkStateItem.$Shape;
                }

                namespace BulkStateItem {

                    /** Properties of a BulkStateItem. */
                    interface $Properties {

                        /** BulkStateItem key */
                        key?: (string|null);

                        /** BulkStateItem data */
                        data?: (Uint8Array|null);

                        /** BulkStateItem etag */
                        etag?: (string|null);

                        /** BulkStateItem error */
                        error?: (string|null);

                        /** BulkStateItem metadata */
                        metadata?: ({ [k: string]: string }|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of a BulkStateItem. */
                    type $Shape = dapr.proto.runtime.v1.BulkStateItem.$Properties;
                }

                /**
                 * Properties of a SaveStateRequest.
                 * @deprecated Use dapr.proto.runtime.v1.SaveStateRequest.$Properties instead.
                 */
                interface ISaveStateRequest extends dapr.proto.runtime.v1.SaveStateRequest.$Properties {
                }

                /** Represents a SaveStateRequest. */
                class SaveStateRequest {

                    /**
                     * Constructs a new SaveStateRequest.
                     * @param [properties] Properties to set
                     */
                    constructor(properties?: dapr.proto.runtime.v1.SaveStateRequest.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** SaveStateRequest storeName. */
                    storeName: string;

                    /** SaveStateRequest states. */
                    states: dapr.proto.common.v1.StateItem.$Properties[];

                    /**
                     * Encodes the specified SaveStateRequest message. Does not implicitly {@link dapr.proto.runtime.v1.SaveStateRequest.verify|verify} messages.
                     * @param message SaveStateRequest message or plain object to encode
                     * @param [writer] Writer to encode to
                     * @returns Writer
                     */
                    static encode(message: dapr.proto.runtime.v1.SaveStateRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes a SaveStateRequest message from the specified reader or buffer.
                     * @param reader Reader or buffer to decode from
                     * @param [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.SaveStateRequest & dapr.proto.runtime.v1.SaveStateRequest.$Shape} SaveStateRequest
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): dapr.proto.runtime.v1.SaveStateRequest & dapr.proto.runtime.v1.SaveStateRequest.$Shape;
                }

                namespace SaveStateRequest {

                    /** Properties of a SaveStateRequest. */
                    interface $Properties {

                        /** SaveStateRequest storeName */
                        storeName?: (string|null);

                        /** SaveStateRequest states */
                        states?: (dapr.proto.common.v1.StateItem.$Properties[]|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of a SaveStateRequest. */
                    type $Shape = dapr.proto.runtime.v1.SaveStateRequest.$Properties;
                }

                /**
                 * Properties of a DeleteStateRequest.
                 * @deprecated Use dapr.proto.runtime.v1.DeleteStateRequest.$Properties instead.
                 */
                interface IDeleteStateRequest extends dapr.proto.runtime.v1.DeleteStateRequest.$Properties {
                }

                /** Represents a DeleteStateRequest. */
                class DeleteStateRequest {

                    /**
                     * Constructs a new DeleteStateRequest.
                     * @param [properties] Properties to set
                     */
                    constructor(properties?: dapr.proto.runtime.v1.DeleteStateRequest.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** DeleteStateRequest storeName. */
                    storeName: string;

                    /** DeleteStateRequest key. */
                    key: string;

                    /** DeleteStateRequest etag. */
                    etag?: (dapr.proto.common.v1.Etag.$Properties|null);

                    /** DeleteStateRequest options. */
                    options?: (dapr.proto.common.v1.StateOptions.$Properties|null);

                    /** DeleteStateRequest metadata. */
                    metadata: { [k: string]: string };

                    /**
                     * Encodes the specified DeleteStateRequest message. Does not implicitly {@link dapr.proto.runtime.v1.DeleteStateRequest.verify|verify} messages.
                     * @param message DeleteStateRequest message or plain object to encode
                     * @param [writer] Writer to encode to
                     * @returns Writer
                     */
                    static encode(message: dapr.proto.runtime.v1.DeleteStateRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes a DeleteStateRequest message from the specified reader or buffer.
                     * @param reader Reader or buffer to decode from
                     * @param [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.DeleteStateRequest & dapr.proto.runtime.v1.DeleteStateRequest.$Shape} DeleteStateRequest
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): dapr.proto.runtime.v1.DeleteStateRequest & dapr.proto.runtime.v1.DeleteStateRequest.$Shape;
                }

                namespace DeleteStateRequest {

                    /** Properties of a DeleteStateRequest. */
                    interface $Properties {

                        /** DeleteStateRequest storeName */
                        storeName?: (string|null);

                        /** DeleteStateRequest key */
                        key?: (string|null);

                        /** DeleteStateRequest etag */
                        etag?: (dapr.proto.common.v1.Etag.$Properties|null);

                        /** DeleteStateRequest options */
                        options?: (dapr.proto.common.v1.StateOptions.$Properties|null);

                        /** DeleteStateRequest metadata */
                        metadata?: ({ [k: string]: string }|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of a DeleteStateRequest. */
                    type $Shape = dapr.proto.runtime.v1.DeleteStateRequest.$Properties;
                }

                /**
                 * Properties of a DeleteBulkStateRequest.
                 * @deprecated Use dapr.proto.runtime.v1.DeleteBulkStateRequest.$Properties instead.
                 */
                interface IDeleteBulkStateRequest extends dapr.proto.runtime.v1.DeleteBulkStateRequest.$Properties {
                }

                /** Represents a DeleteBulkStateRequest. */
                class DeleteBulkStateRequest {

                    /**
                     * Constructs a new DeleteBulkStateRequest.
                     * @param [properties] Properties to set
                     */
                    constructor(properties?: dapr.proto.runtime.v1.DeleteBulkStateRequest.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** DeleteBulkStateRequest storeName. */
                    storeName: string;

                    /** DeleteBulkStateRequest states. */
                    states: dapr.proto.common.v1.StateItem.$Properties[];

                    /**
                     * Encodes the specified DeleteBulkStateRequest message. Does not implicitly {@link dapr.proto.runtime.v1.DeleteBulkStateRequest.verify|verify} messages.
                     * @param message DeleteBulkStateRequest message or plain object to encode
                     * @param [writer] Writer to encode to
                     * @returns Writer
                     */
                    static encode(message: dapr.proto.runtime.v1.DeleteBulkStateRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes a DeleteBulkStateRequest message from the specified reader or buffer.
                     * @param reader Reader or buffer to decode from
                     * @param [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.DeleteBulkStateRequest & dapr.proto.runtime.v1.DeleteBulkStateRequest.$Shape} DeleteBulkStateRequest
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): dapr.proto.runtime.v1.DeleteBulkStateRequest & dapr.proto.runtime.v1.DeleteBulkStateRequest.$Shape;
                }

                namespace DeleteBulkStateRequest {

                    /** Properties of a DeleteBulkStateRequest. */
                    interface $Properties {

                        /** DeleteBulkStateRequest storeName */
                        storeName?: (string|null);

                        /** DeleteBulkStateRequest states */
                        states?: (dapr.proto.common.v1.StateItem.$Properties[]|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of a DeleteBulkStateRequest. */
                    type $Shape = dapr.proto.runtime.v1.DeleteBulkStateRequest.$Properties;
                }

                /**
                 * Properties of a TransactionalStateOperation.
                 * @deprecated Use dapr.proto.runtime.v1.TransactionalStateOperation.$Properties instead.
                 */
                interface ITransactionalStateOperation extends dapr.proto.runtime.v1.TransactionalStateOperation.$Properties {
                }

                /** Represents a TransactionalStateOperation. */
                class TransactionalStateOperation {

                    /**
                     * Constructs a new TransactionalStateOperation.
                     * @param [properties] Properties to set
                     */
                    constructor(properties?: dapr.proto.runtime.v1.TransactionalStateOperation.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** TransactionalStateOperation operationType. */
                    operationType: string;

                    /** TransactionalStateOperation request. */
                    request?: (dapr.proto.common.v1.StateItem.$Properties|null);

                    /**
                     * Encodes the specified TransactionalStateOperation message. Does not implicitly {@link dapr.proto.runtime.v1.TransactionalStateOperation.verify|verify} messages.
                     * @param message TransactionalStateOperation message or plain object to encode
                     * @param [writer] Writer to encode to
                     * @returns Writer
                     */
                    static encode(message: dapr.proto.runtime.v1.TransactionalStateOperation.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes a TransactionalStateOperation message from the specified reader or buffer.
                     * @param reader Reader or buffer to decode from
                     * @param [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.TransactionalStateOperation & dapr.proto.runtime.v1.TransactionalStateOperation.$Shape} TransactionalStateOperation
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): dapr.proto.runtime.v1.TransactionalStateOperation & dapr.proto.runtime.v1.TransactionalStateOperation.$Shape;
                }

                namespace TransactionalStateOperation {

                    /** Properties of a TransactionalStateOperation. */
                    interface $Properties {

                        /** TransactionalStateOperation operationType */
                        operationType?: (string|null);

                        /** TransactionalStateOperation request */
                        request?: (dapr.proto.common.v1.StateItem.$Properties|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of a TransactionalStateOperation. */
                    type $Shape = dapr.proto.runtime.v1.TransactionalStateOperation.$Properties;
                }

                /**
                 * Properties of an ExecuteStateTransactionRequest.
                 * @deprecated Use dapr.proto.runtime.v1.ExecuteStateTransactionRequest.$Properties instead.
                 */
                interface IExecuteStateTransactionRequest extends dapr.proto.runtime.v1.ExecuteStateTransactionRequest.$Properties {
                }

                /** Represents an ExecuteStateTransactionRequest. */
                class ExecuteStateTransactionRequest {

                    /**
                     * Constructs a new ExecuteStateTransactionRequest.
                     * @param [properties] Properties to set
                     */
                    constructor(properties?: dapr.proto.runtime.v1.ExecuteStateTransactionRequest.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** ExecuteStateTransactionRequest storeName. */
                    storeName: string;

                    /** ExecuteStateTransactionRequest operations. */
                    operations: dapr.proto.runtime.v1.TransactionalStateOperation.$Properties[];

                    /** ExecuteStateTransactionRequest metadata. */
                    metadata: { [k: string]: string };

                    /**
                     * Encodes the specified ExecuteStateTransactionRequest message. Does not implicitly {@link dapr.proto.runtime.v1.ExecuteStateTransactionRequest.verify|verify} messages.
                     * @param message ExecuteStateTransactionRequest message or plain object to encode
                     * @param [writer] Writer to encode to
                     * @returns Writer
                     */
                    static encode(message: dapr.proto.runtime.v1.ExecuteStateTransactionRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes an ExecuteStateTransactionRequest message from the specified reader or buffer.
                     * @param reader Reader or buffer to decode from
                     * @param [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.ExecuteStateTransactionRequest & dapr.proto.runtime.v1.ExecuteStateTransactionRequest.$Shape} ExecuteStateTransactionRequest
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): dapr.proto.runtime.v1.ExecuteStateTransactionRequest & dapr.proto.runtime.v1.ExecuteStateTransactionRequest.$Shape;
                }

                namespace ExecuteStateTransactionRequest {

                    /** Properties of an ExecuteStateTransactionRequest. */
                    interface $Properties {

                        /** ExecuteStateTransactionRequest storeName */
                        storeName?: (string|null);

                        /** ExecuteStateTransactionRequest operations */
                        operations?: (dapr.proto.runtime.v1.TransactionalStateOperation.$Properties[]|null);

                        /** ExecuteStateTransactionRequest metadata */
                        metadata?: ({ [k: string]: string }|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of an ExecuteStateTransactionRequest. */
                    type $Shape = dapr.proto.runtime.v1.ExecuteStateTransactionRequest.$Properties;
                }

                /**
                 * Properties of a QueryStateRequest.
                 * @deprecated Use dapr.proto.runtime.v1.QueryStateRequest.$Properties instead.
                 */
                interface IQueryStateRequest extends dapr.proto.runtime.v1.QueryStateRequest.$Properties {
                }

                /** Represents a QueryStateRequest. */
                class QueryStateRequest {

                    /**
                     * Constructs a new QueryStateRequest.
                     * @param [properties] Properties to set
                     */
                    constructor(properties?: dapr.proto.runtime.v1.QueryStateRequest.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** QueryStateRequest storeName. */
                    storeName: string;

                    /** QueryStateRequest query. */
                    query: string;

                    /** QueryStateRequest metadata. */
                    metadata: { [k: string]: string };

                    /**
                     * Encodes the specified QueryStateRequest message. Does not implicitly {@link dapr.proto.runtime.v1.QueryStateRequest.verify|verify} messages.
                     * @param message QueryStateRequest message or plain object to encode
                     * @param [writer] Writer to encode to
                     * @returns Writer
                     */
                    static encode(message: dapr.proto.runtime.v1.QueryStateRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes a QueryStateRequest message from the specified reader or buffer.
                     * @param reader Reader or buffer to decode from
                     * @param [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.QueryStateRequest & dapr.proto.runtime.v1.QueryStateRequest.$Shape} QueryStateRequest
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): dapr.proto.runtime.v1.QueryStateRequest & dapr.proto.runtime.v1.QueryStateRequest.$Shape;
                }

                namespace QueryStateRequest {

                    /** Properties of a QueryStateRequest. */
                    interface $Properties {

                        /** QueryStateRequest storeName */
                        storeName?: (string|null);

                        /** QueryStateRequest query */
                        query?: (string|null);

                        /** QueryStateRequest metadata */
                        metadata?: ({ [k: string]: string }|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of a QueryStateRequest. */
                    type $Shape = dapr.proto.runtime.v1.QueryStateRequest.$Properties;
                }

                /**
                 * Properties of a QueryStateItem.
                 * @deprecated Use dapr.proto.runtime.v1.QueryStateItem.$Properties instead.
                 */
                interface IQueryStateItem extends dapr.proto.runtime.v1.QueryStateItem.$Properties {
                }

                /** Represents a QueryStateItem. */
                class QueryStateItem {

                    /**
                     * Constructs a new QueryStateItem.
                     * @param [properties] Properties to set
                     */
                    constructor(properties?: dapr.proto.runtime.v1.QueryStateItem.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** QueryStateItem key. */
                    key: string;

                    /** QueryStateItem data. */
                    data: Uint8Array;

                    /** QueryStateItem etag. */
                    etag: string;

                    /** QueryStateItem error. */
                    error: string;

                    /**
                     * Encodes the specified QueryStateItem message. Does not implicitly {@link dapr.proto.runtime.v1.QueryStateItem.verify|verify} messages.
                     * @param message QueryStateItem message or plain object to encode
                     * @param [writer] Writer to encode to
                     * @returns Writer
                     */
                    static encode(message: dapr.proto.runtime.v1.QueryStateItem.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes a QueryStateItem message from the specified reader or buffer.
                     * @param reader Reader or buffer to decode from
                     * @param [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.QueryStateItem & dapr.proto.runtime.v1.QueryStateItem.$Shape} QueryStateItem
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): dapr.proto.runtime.v1.QueryStateItem & dapr.proto.runtime.v1.QueryStateItem.$Shape;
                }

                namespace QueryStateItem {

                    /** Properties of a QueryStateItem. */
                    interface $Properties {

                        /** QueryStateItem key */
                        key?: (string|null);

                        /** QueryStateItem data */
                        data?: (Uint8Array|null);

                        /** QueryStateItem etag */
                        etag?: (string|null);

                        /** QueryStateItem error */
                        error?: (string|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of a QueryStateItem. */
                    type $Shape = dapr.proto.runtime.v1.QueryStateItem.$Properties;
                }

                /**
                 * Properties of a QueryStateResponse.
                 * @deprecated Use dapr.proto.runtime.v1.QueryStateResponse.$Properties instead.
                 */
                interface IQueryStateResponse extends dapr.proto.runtime.v1.QueryStateResponse.$Properties {
                }

                /** Represents a QueryStateResponse. */
                class QueryStateResponse {

                    /**
                     * Constructs a new QueryStateResponse.
                     * @param [properties] Properties to set
                     */
                    constructor(properties?: dapr.proto.runtime.v1.QueryStateResponse.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** QueryStateResponse results. */
                    results: dapr.proto.runtime.v1.QueryStateItem.$Properties[];

                    /** QueryStateResponse token. */
                    token: string;

                    /** QueryStateResponse metadata. */
                    metadata: { [k: string]: string };

                    /**
                     * Encodes the specified QueryStateResponse message. Does not implicitly {@link dapr.proto.runtime.v1.QueryStateResponse.verify|verify} messages.
                     * @param message QueryStateResponse message or plain object to encode
                     * @param [writer] Writer to encode to
                     * @returns Writer
                     */
                    static encode(message: dapr.proto.runtime.v1.QueryStateResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes a QueryStateResponse message from the specified reader or buffer.
                     * @param reader Reader or buffer to decode from
                     * @param [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.QueryStateResponse & dapr.proto.runtime.v1.QueryStateResponse.$Shape} QueryStateResponse
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): dapr.proto.runtime.v1.QueryStateResponse & dapr.proto.runtime.v1.QueryStateResponse.$Shape;
                }

                namespace QueryStateResponse {

                    /** Properties of a QueryStateResponse. */
                    interface $Properties {

                        /** QueryStateResponse results */
                        results?: (dapr.proto.runtime.v1.QueryStateItem.$Properties[]|null);

                        /** QueryStateResponse token */
                        token?: (string|null);

                        /** QueryStateResponse metadata */
                        metadata?: ({ [k: string]: string }|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of a QueryStateResponse. */
                    type $Shape = dapr.proto.runtime.v1.QueryStateResponse.$Properties;
                }

                /**
                 * Properties of a GetMetadataRequest.
                 * @deprecated Use dapr.proto.runtime.v1.GetMetadataRequest.$Properties instead.
                 */
                interface IGetMetadataRequest extends dapr.proto.runtime.v1.GetMetadataRequest.$Properties {
                }

                /** Represents a GetMetadataRequest. */
                class GetMetadataRequest {

                    /**
                     * Constructs a new GetMetadataRequest.
                     * @param [properties] Properties to set
                     */
                    constructor(properties?: dapr.proto.runtime.v1.GetMetadataRequest.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /**
                     * Encodes the specified GetMetadataRequest message. Does not implicitly {@link dapr.proto.runtime.v1.GetMetadataRequest.verify|verify} messages.
                     * @param message GetMetadataRequest message or plain object to encode
                     * @param [writer] Writer to encode to
                     * @returns Writer
                     */
                    static encode(message: dapr.proto.runtime.v1.GetMetadataRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes a GetMetadataRequest message from the specified reader or buffer.
                     * @param reader Reader or buffer to decode from
                     * @param [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.GetMetadataRequest & dapr.proto.runtime.v1.GetMetadataRequest.$Shape} GetMetadataRequest
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): dapr.proto.runtime.v1.GetMetadataRequest & dapr.proto.runtime.v1.GetMetadataRequest.$Shape;
                }

                namespace GetMetadataRequest {

                    /** Properties of a GetMetadataRequest. */
                    interface $Properties {

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of a GetMetadataRequest. */
                    type $Shape = dapr.proto.runtime.v1.GetMetadataRequest.$Properties;
                }

                /**
                 * Properties of a GetMetadataResponse.
                 * @deprecated Use dapr.proto.runtime.v1.GetMetadataResponse.$Properties instead.
                 */
                interface IGetMetadataResponse extends dapr.proto.runtime.v1.GetMetadataResponse.$Properties {
                }

                /** Represents a GetMetadataResponse. */
                class GetMetadataResponse {

                    /**
                     * Constructs a new GetMetadataResponse.
                     * @param [properties] Properties to set
                     */
                    constructor(properties?: dapr.proto.runtime.v1.GetMetadataResponse.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** GetMetadataResponse id. */
                    id: string;

                    /** GetMetadataResponse activeActorsCount. */
                    activeActorsCount: dapr.proto.runtime.v1.ActiveActorsCount.$Properties[];

                    /** GetMetadataResponse registeredComponents. */
                    registeredComponents: dapr.proto.runtime.v1.RegisteredComponents.$Properties[];

                    /** GetMetadataResponse extendedMetadata. */
                    extendedMetadata: { [k: string]: string };

                    /** GetMetadataResponse subscriptions. */
                    subscriptions: dapr.proto.runtime.v1.PubsubSubscription.$Properties[];

                    /** GetMetadataResponse httpEndpoints. */
                    httpEndpoints: dapr.proto.runtime.v1.MetadataHTTPEndpoint.$Properties[];

                    /** GetMetadataResponse appConnectionProperties. */
                    appConnectionProperties?: (dapr.proto.runtime.v1.AppConnectionProperties.$Properties|null);

                    /** GetMetadataResponse runtimeVersion. */
                    runtimeVersion: string;

                    /** GetMetadataResponse enabledFeatures. */
                    enabledFeatures: string[];

                    /** GetMetadataResponse actorRuntime. */
                    actorRuntime?: (dapr.proto.runtime.v1.ActorRuntime.$Properties|null);

                    /** GetMetadataResponse scheduler. */
                    scheduler?: (dapr.proto.runtime.v1.MetadataScheduler.$Properties|null);

                    /** GetMetadataResponse workflows. */
                    workflows?: (dapr.proto.runtime.v1.MetadataWorkflows.$Properties|null);

                    /**
                     * Encodes the specified GetMetadataResponse message. Does not implicitly {@link dapr.proto.runtime.v1.GetMetadataResponse.verify|verify} messages.
                     * @param message GetMetadataResponse message or plain object to encode
                     * @param [writer] Writer to encode to
                     * @returns Writer
                     */
                    static encode(message: dapr.proto.runtime.v1.GetMetadataResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes a GetMetadataResponse message from the specified reader or buffer.
                     * @param reader Reader or buffer to decode from
                     * @param [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.GetMetadataResponse & dapr.proto.runtime.v1.GetMetadataResponse.$Shape} GetMetadataResponse
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): dapr.proto.runtime.v1.GetMetadataResponse & dapr.proto.runtime.v1.GetMetadataResponse.$Shape;
                }

                namespace GetMetadataResponse {

                    /** Properties of a GetMetadataResponse. */
                    interface $Properties {

                        /** GetMetadataResponse id */
                        id?: (string|null);

                        /** GetMetadataResponse activeActorsCount */
                        activeActorsCount?: (dapr.proto.runtime.v1.ActiveActorsCount.$Properties[]|null);

                        /** GetMetadataResponse registeredComponents */
                        registeredComponents?: (dapr.proto.runtime.v1.RegisteredComponents.$Properties[]|null);

                        /** GetMetadataResponse extendedMetadata */
                        extendedMetadata?: ({ [k: string]: string }|null);

                        /** GetMetadataResponse subscriptions */
                        subscriptions?: (dapr.proto.runtime.v1.PubsubSubscription.$Properties[]|null);

                        /** GetMetadataResponse httpEndpoints */
                        httpEndpoints?: (dapr.proto.runtime.v1.MetadataHTTPEndpoint.$Properties[]|null);

                        /** GetMetadataResponse appConnectionProperties */
                        appConnectionProperties?: (dapr.proto.runtime.v1.AppConnectionProperties.$Properties|null);

                        /** GetMetadataResponse runtimeVersion */
                        runtimeVersion?: (string|null);

                        /** GetMetadataResponse enabledFeatures */
                        enabledFeatures?: (string[]|null);

                        /** GetMetadataResponse actorRuntime */
                        actorRuntime?: (dapr.proto.runtime.v1.ActorRuntime.$Properties|null);

                        /** GetMetadataResponse scheduler */
                        scheduler?: (dapr.proto.runtime.v1.MetadataScheduler.$Properties|null);

                        /** GetMetadataResponse workflows */
                        workflows?: (dapr.proto.runtime.v1.MetadataWorkflows.$Properties|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of a GetMetadataResponse. */
                    type $Shape = dapr.proto.runtime.v1.GetMetadataResponse.$Properties;
                }

                /**
                 * Properties of a RegisteredComponents.
                 * @deprecated Use dapr.proto.runtime.v1.RegisteredComponents.$Properties instead.
                 */
                interface IRegisteredComponents extends dapr.proto.runtime.v1.RegisteredComponents.$Properties {
                }

                /** Represents a RegisteredComponents. */
                class RegisteredComponents {

                    /**
                     * Constructs a new RegisteredComponents.
                     * @param [properties] Properties to set
                     */
                    constructor(properties?: dapr.proto.runtime.v1.RegisteredComponents.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** RegisteredComponents name. */
                    name: string;

                    /** RegisteredComponents type. */
                    type: string;

                    /** RegisteredComponents version. */
                    version: string;

                    /** RegisteredComponents capabilities. */
                    capabilities: string[];

                    /**
                     * Encodes the specified RegisteredComponents message. Does not implicitly {@link dapr.proto.runtime.v1.RegisteredComponents.verify|verify} messages.
                     * @param message RegisteredComponents message or plain object to encode
                     * @param [writer] Writer to encode to
                     * @returns Writer
                     */
                    static encode(message: dapr.proto.runtime.v1.RegisteredComponents.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes a RegisteredComponents message from the specified reader or buffer.
                     * @param reader Reader or buffer to decode from
                     * @param [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.RegisteredComponents & dapr.proto.runtime.v1.RegisteredComponents.$Shape} RegisteredComponents
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): dapr.proto.runtime.v1.RegisteredComponents & dapr.proto.runtime.v1.RegisteredComponents.$Shape;
                }

                namespace RegisteredComponents {

                    /** Properties of a RegisteredComponents. */
                    interface $Properties {

                        /** RegisteredComponents name */
                        name?: (string|null);

                        /** RegisteredComponents type */
                        type?: (string|null);

                        /** RegisteredComponents version */
                        version?: (string|null);

                        /** RegisteredComponents capabilities */
                        capabilities?: (string[]|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of a RegisteredComponents. */
                    type $Shape = dapr.proto.runtime.v1.RegisteredComponents.$Properties;
                }

                /**
                 * Properties of an ActorRuntime.
                 * @deprecated Use dapr.proto.runtime.v1.ActorRuntime.$Properties instead.
                 */
                interface IActorRuntime extends dapr.proto.runtime.v1.ActorRuntime.$Properties {
                }

                /** Represents an ActorRuntime. */
                class ActorRuntime {

                    /**
                     * Constructs a new ActorRuntime.
                     * @param [properties] Properties to set
                     */
                    constructor(properties?: dapr.proto.runtime.v1.ActorRuntime.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** ActorRuntime runtimeStatus. */
                    runtimeStatus: dapr.proto.runtime.v1.ActorRuntime.ActorRuntimeStatus;

                    /** ActorRuntime activeActors. */
                    activeActors: dapr.proto.runtime.v1.ActiveActorsCount.$Properties[];

                    /** ActorRuntime hostReady. */
                    hostReady: boolean;

                    /** ActorRuntime placement. */
                    placement: string;

                    /**
                     * Encodes the specified ActorRuntime message. Does not implicitly {@link dapr.proto.runtime.v1.ActorRuntime.verify|verify} messages.
                     * @param message ActorRuntime message or plain object to encode
                     * @param [writer] Writer to encode to
                     * @returns Writer
                     */
                    static encode(message: dapr.proto.runtime.v1.ActorRuntime.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes an ActorRuntime message from the specified reader or buffer.
                     * @param reader Reader or buffer to decode from
                     * @param [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.ActorRuntime & dapr.proto.runtime.v1.ActorRuntime.$Shape} ActorRuntime
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): dapr.proto.runtime.v1.ActorRuntime & dapr.proto.runtime.v1.ActorRuntime.$Shape;
                }

                namespace ActorRuntime {

                    /** Properties of an ActorRuntime. */
                    interface $Properties {

                        /** ActorRuntime runtimeStatus */
                        runtimeStatus?: (dapr.proto.runtime.v1.ActorRuntime.ActorRuntimeStatus|null);

                        /** ActorRuntime activeActors */
                        activeActors?: (dapr.proto.runtime.v1.ActiveActorsCount.$Properties[]|null);

                        /** ActorRuntime hostReady */
                        hostReady?: (boolean|null);

                        /** ActorRuntime placement */
                        placement?: (string|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of an ActorRuntime. */
                    type $Shape = dapr.proto.runtime.v1.ActorRuntime.$Properties;

                    /** ActorRuntimeStatus enum. */
                    enum ActorRuntimeStatus {

                        /** INITIALIZING value */
                        INITIALIZING = 0,

                        /** DISABLED value */
                        DISABLED = 1,

                        /** RUNNING value */
                        RUNNING = 2
                    }
                }

                /**
                 * Properties of an ActiveActorsCount.
                 * @deprecated Use dapr.proto.runtime.v1.ActiveActorsCount.$Properties instead.
                 */
                interface IActiveActorsCount extends dapr.proto.runtime.v1.ActiveActorsCount.$Properties {
                }

                /** Represents an ActiveActorsCount. */
                class ActiveActorsCount {

                    /**
                     * Constructs a new ActiveActorsCount.
                     * @param [properties] Properties to set
                     */
                    constructor(properties?: dapr.proto.runtime.v1.ActiveActorsCount.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** ActiveActorsCount type. */
                    type: string;

                    /** ActiveActorsCount count. */
                    count: number;

                    /**
                     * Encodes the specified ActiveActorsCount message. Does not implicitly {@link dapr.proto.runtime.v1.ActiveActorsCount.verify|verify} messages.
                     * @param message ActiveActorsCount message or plain object to encode
                     * @param [writer] Writer to encode to
                     * @returns Writer
                     */
                    static encode(message: dapr.proto.runtime.v1.ActiveActorsCount.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes an ActiveActorsCount message from the specified reader or buffer.
                     * @param reader Reader or buffer to decode from
                     * @param [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.ActiveActorsCount & dapr.proto.runtime.v1.ActiveActorsCount.$Shape} ActiveActorsCount
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): dapr.proto.runtime.v1.ActiveActorsCount & dapr.proto.runtime.v1.ActiveActorsCount.$Shape;
                }

                namespace ActiveActorsCount {

                    /** Properties of an ActiveActorsCount. */
                    interface $Properties {

                        /** ActiveActorsCount type */
                        type?: (string|null);

                        /** ActiveActorsCount count */
                        count?: (number|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of an ActiveActorsCount. */
                    type $Shape = dapr.proto.runtime.v1.ActiveActorsCount.$Properties;
                }

                /**
                 * Properties of a MetadataHTTPEndpoint.
                 * @deprecated Use dapr.proto.runtime.v1.MetadataHTTPEndpoint.$Properties instead.
                 */
                interface IMetadataHTTPEndpoint extends dapr.proto.runtime.v1.MetadataHTTPEndpoint.$Properties {
                }

                /** Represents a MetadataHTTPEndpoint. */
                class MetadataHTTPEndpoint {

                    /**
                     * Constructs a new MetadataHTTPEndpoint.
                     * @param [properties] Properties to set
                     */
                    constructor(properties?: dapr.proto.runtime.v1.MetadataHTTPEndpoint.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** MetadataHTTPEndpoint name. */
                    name: string;

                    /**
                     * Encodes the specified MetadataHTTPEndpoint message. Does not implicitly {@link dapr.proto.runtime.v1.MetadataHTTPEndpoint.verify|verify} messages.
                     * @param message MetadataHTTPEndpoint message or plain object to encode
                     * @param [writer] Writer to encode to
                     * @returns Writer
                     */
                    static encode(message: dapr.proto.runtime.v1.MetadataHTTPEndpoint.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes a MetadataHTTPEndpoint message from the specified reader or buffer.
                     * @param reader Reader or buffer to decode from
                     * @param [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.MetadataHTTPEndpoint & dapr.proto.runtime.v1.MetadataHTTPEndpoint.$Shape} MetadataHTTPEndpoint
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): dapr.proto.runtime.v1.MetadataHTTPEndpoint & dapr.proto.runtime.v1.MetadataHTTPEndpoint.$Shape;
                }

                namespace MetadataHTTPEndpoint {

                    /** Properties of a MetadataHTTPEndpoint. */
                    interface $Properties {

                        /** MetadataHTTPEndpoint name */
                        name?: (string|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of a MetadataHTTPEndpoint. */
                    type $Shape = dapr.proto.runtime.v1.MetadataHTTPEndpoint.$Properties;
                }

                /**
                 * Properties of a MetadataScheduler.
                 * @deprecated Use dapr.proto.runtime.v1.MetadataScheduler.$Properties instead.
                 */
                interface IMetadataScheduler extends dapr.proto.runtime.v1.MetadataScheduler.$Properties {
                }

                /** Represents a MetadataScheduler. */
                class MetadataScheduler {

                    /**
                     * Constructs a new MetadataScheduler.
                     * @param [properties] Properties to set
                     */
                    constructor(properties?: dapr.proto.runtime.v1.MetadataScheduler.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** MetadataScheduler connectedAddresses. */
                    connectedAddresses: string[];

                    /**
                     * Encodes the specified MetadataScheduler message. Does not implicitly {@link dapr.proto.runtime.v1.MetadataScheduler.verify|verify} messages.
                     * @param message MetadataScheduler message or plain object to encode
                     * @param [writer] Writer to encode to
                     * @returns Writer
                     */
                    static encode(message: dapr.proto.runtime.v1.MetadataScheduler.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes a MetadataScheduler message from the specified reader or buffer.
                     * @param reader Reader or buffer to decode from
                     * @param [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.MetadataScheduler & dapr.proto.runtime.v1.MetadataScheduler.$Shape} MetadataScheduler
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): dapr.proto.runtime.v1.MetadataScheduler & dapr.proto.runtime.v1.MetadataScheduler.$Shape;
                }

                namespace MetadataScheduler {

                    /** Properties of a MetadataScheduler. */
                    interface $Properties {

                        /** MetadataScheduler connectedAddresses */
                        connectedAddresses?: (string[]|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of a MetadataScheduler. */
                    type $Shape = dapr.proto.runtime.v1.MetadataScheduler.$Properties;
                }

                /**
                 * Properties of a MetadataWorkflows.
                 * @deprecated Use dapr.proto.runtime.v1.MetadataWorkflows.$Properties instead.
                 */
                interface IMetadataWorkflows extends dapr.proto.runtime.v1.MetadataWorkflows.$Properties {
                }

                /** Represents a MetadataWorkflows. */
                class MetadataWorkflows {

                    /**
                     * Constructs a new MetadataWorkflows.
                     * @param [properties] Properties to set
                     */
                    constructor(properties?: dapr.proto.runtime.v1.MetadataWorkflows.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** MetadataWorkflows connectedWorkers. */
                    connectedWorkers: number;

                    /**
                     * Encodes the specified MetadataWorkflows message. Does not implicitly {@link dapr.proto.runtime.v1.MetadataWorkflows.verify|verify} messages.
                     * @param message MetadataWorkflows message or plain object to encode
                     * @param [writer] Writer to encode to
                     * @returns Writer
                     */
                    static encode(message: dapr.proto.runtime.v1.MetadataWorkflows.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes a MetadataWorkflows message from the specified reader or buffer.
                     * @param reader Reader or buffer to decode from
                     * @param [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.MetadataWorkflows & dapr.proto.runtime.v1.MetadataWorkflows.$Shape} MetadataWorkflows
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): dapr.proto.runtime.v1.MetadataWorkflows & dapr.proto.runtime.v1.MetadataWorkflows.$Shape;
                }

                namespace MetadataWorkflows {

                    /** Properties of a MetadataWorkflows. */
                    interface $Properties {

                        /** MetadataWorkflows connectedWorkers */
                        connectedWorkers?: (number|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of a MetadataWorkflows. */
                    type $Shape = dapr.proto.runtime.v1.MetadataWorkflows.$Properties;
                }

                /**
                 * Properties of an AppConnectionProperties.
                 * @deprecated Use dapr.proto.runtime.v1.AppConnectionProperties.$Properties instead.
                 */
                interface IAppConnectionProperties extends dapr.proto.runtime.v1.AppConnectionProperties.$Properties {
                }

                /** Represents an AppConnectionProperties. */
                class AppConnectionProperties {

                    /**
                     * Constructs a new AppConnectionProperties.
                     * @param [properties] Properties to set
                     */
                    constructor(properties?: dapr.proto.runtime.v1.AppConnectionProperties.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** AppConnectionProperties port. */
                    port: number;

                    /** AppConnectionProperties protocol. */
                    protocol: string;

                    /** AppConnectionProperties channelAddress. */
                    channelAddress: string;

                    /** AppConnectionProperties maxConcurrency. */
                    maxConcurrency: number;

                    /** AppConnectionProperties health. */
                    health?: (dapr.proto.runtime.v1.AppConnectionHealthProperties.$Properties|null);

                    /**
                     * Encodes the specified AppConnectionProperties message. Does not implicitly {@link dapr.proto.runtime.v1.AppConnectionProperties.verify|verify} messages.
                     * @param message AppConnectionProperties message or plain object to encode
                     * @param [writer] Writer to encode to
                     * @returns Writer
                     */
                    static encode(message: dapr.proto.runtime.v1.AppConnectionProperties.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes an AppConnectionProperties message from the specified reader or buffer.
                     * @param reader Reader or buffer to decode from
                     * @param [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.AppConnectionProperties & dapr.proto.runtime.v1.AppConnectionProperties.$Shape} AppConnectionProperties
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): dapr.proto.runtime.v1.AppConnectionProperties & dapr.proto.runtime.v1.AppConnectionProperties.$Shape;
                }

                namespace AppConnectionProperties {

                    /** Properties of an AppConnectionProperties. */
                    interface $Properties {

                        /** AppConnectionProperties port */
                        port?: (number|null);

                        /** AppConnectionProperties protocol */
                        protocol?: (string|null);

                        /** AppConnectionProperties channelAddress */
                        channelAddress?: (string|null);

                        /** AppConnectionProperties maxConcurrency */
                        maxConcurrency?: (number|null);

                        /** AppConnectionProperties health */
                        health?: (dapr.proto.runtime.v1.AppConnectionHealthProperties.$Properties|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of an AppConnectionProperties. */
                    type $Shape = dapr.proto.runtime.v1.AppConnectionProperties.$Properties;
                }

                /**
                 * Properties of an AppConnectionHealthProperties.
                 * @deprecated Use dapr.proto.runtime.v1.AppConnectionHealthProperties.$Properties instead.
                 */
                interface IAppConnectionHealthProperties extends dapr.proto.runtime.v1.AppConnectionHealthProperties.$Properties {
                }

                /** Represents an AppConnectionHealthProperties. */
                class AppConnectionHealthProperties {

                    /**
                     * Constructs a new AppConnectionHealthProperties.
                     * @param [properties] Properties to set
                     */
                    constructor(properties?: dapr.proto.runtime.v1.AppConnectionHealthProperties.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** AppConnectionHealthProperties healthCheckPath. */
                    healthCheckPath: string;

                    /** AppConnectionHealthProperties healthProbeInterval. */
                    healthProbeInterval: string;

                    /** AppConnectionHealthProperties healthProbeTimeout. */
                    healthProbeTimeout: string;

                    /** AppConnectionHealthProperties healthThreshold. */
                    healthThreshold: number;

                    /**
                     * Encodes the specified AppConnectionHealthProperties message. Does not implicitly {@link dapr.proto.runtime.v1.AppConnectionHealthProperties.verify|verify} messages.
                     * @param message AppConnectionHealthProperties message or plain object to encode
                     * @param [writer] Writer to encode to
                     * @returns Writer
                     */
                    static encode(message: dapr.proto.runtime.v1.AppConnectionHealthProperties.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes an AppConnectionHealthProperties message from the specified reader or buffer.
                     * @param reader Reader or buffer to decode from
                     * @param [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.AppConnectionHealthProperties & dapr.proto.runtime.v1.AppConnectionHealthProperties.$Shape} AppConnectionHealthProperties
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): dapr.proto.runtime.v1.AppConnectionHealthProperties & dapr.proto.runtime.v1.AppConnectionHealthProperties.$Shape;
                }

                namespace AppConnectionHealthProperties {

                    /** Properties of an AppConnectionHealthProperties. */
                    interface $Properties {

                        /** AppConnectionHealthProperties healthCheckPath */
                        healthCheckPath?: (string|null);

                        /** AppConnectionHealthProperties healthProbeInterval */
                        healthProbeInterval?: (string|null);

                        /** AppConnectionHealthProperties healthProbeTimeout */
                        healthProbeTimeout?: (string|null);

                        /** AppConnectionHealthProperties healthThreshold */
                        healthThreshold?: (number|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of an AppConnectionHealthProperties. */
                    type $Shape = dapr.proto.runtime.v1.AppConnectionHealthProperties.$Properties;
                }

                /**
                 * Properties of a PubsubSubscription.
                 * @deprecated Use dapr.proto.runtime.v1.PubsubSubscription.$Properties instead.
                 */
                interface IPubsubSubscription extends dapr.proto.runtime.v1.PubsubSubscription.$Properties {
                }

                /** Represents a PubsubSubscription. */
                class PubsubSubscription {

                    /**
                     * Constructs a new PubsubSubscription.
                     * @param [properties] Properties to set
                     */
                    constructor(properties?: dapr.proto.runtime.v1.PubsubSubscription.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** PubsubSubscription pubsubName. */
                    pubsubName: string;

                    /** PubsubSubscription topic. */
                    topic: string;

                    /** PubsubSubscription metadata. */
                    metadata: { [k: string]: string };

                    /** PubsubSubscription rules. */
                    rules?: (dapr.proto.runtime.v1.PubsubSubscriptionRules.$Properties|null);

                    /** PubsubSubscription deadLetterTopic. */
                    deadLetterTopic: string;

                    /** PubsubSubscription type. */
                    type: dapr.proto.runtime.v1.PubsubSubscriptionType;

                    /**
                     * Encodes the specified PubsubSubscription message. Does not implicitly {@link dapr.proto.runtime.v1.PubsubSubscription.verify|verify} messages.
                     * @param message PubsubSubscription message or plain object to encode
                     * @param [writer] Writer to encode to
                     * @returns Writer
                     */
                    static encode(message: dapr.proto.runtime.v1.PubsubSubscription.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes a PubsubSubscription message from the specified reader or buffer.
                     * @param reader Reader or buffer to decode from
                     * @param [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.PubsubSubscription & dapr.proto.runtime.v1.PubsubSubscription.$Shape} PubsubSubscription
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): dapr.proto.runtime.v1.PubsubSubscription & dapr.proto.runtime.v1.PubsubSubscription.$Shape;
                }

                namespace PubsubSubscription {

                    /** Properties of a PubsubSubscription. */
                    interface $Properties {

                        /** PubsubSubscription pubsubName */
                        pubsubName?: (string|null);

                        /** PubsubSubscription topic */
                        topic?: (string|null);

                        /** PubsubSubscription metadata */
                        metadata?: ({ [k: string]: string }|null);

                        /** PubsubSubscription rules */
                        rules?: (dapr.proto.runtime.v1.PubsubSubscriptionRules.$Properties|null);

                        /** PubsubSubscription deadLetterTopic */
                        deadLetterTopic?: (string|null);

                        /** PubsubSubscription type */
                        type?: (dapr.proto.runtime.v1.PubsubSubscriptionType|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of a PubsubSubscription. */
                    type $Shape = dapr.proto.runtime.v1.PubsubSubscription.$Properties;
                }

                /** PubsubSubscriptionType enum. */
                enum PubsubSubscriptionType {

                    /** UNKNOWN value */
                    UNKNOWN = 0,

                    /** DECLARATIVE value */
                    DECLARATIVE = 1,

                    /** PROGRAMMATIC value */
                    PROGRAMMATIC = 2,

                    /** STREAMING value */
                    STREAMING = 3
                }

                /**
                 * Properties of a PubsubSubscriptionRules.
                 * @deprecated Use dapr.proto.runtime.v1.PubsubSubscriptionRules.$Properties instead.
                 */
                interface IPubsubSubscriptionRules extends dapr.proto.runtime.v1.PubsubSubscriptionRules.$Properties {
                }

                /** Represents a PubsubSubscriptionRules. */
                class PubsubSubscriptionRules {

                    /**
                     * Constructs a new PubsubSubscriptionRules.
                     * @param [properties] Properties to set
                     */
                    constructor(properties?: dapr.proto.runtime.v1.PubsubSubscriptionRules.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** PubsubSubscriptionRules rules. */
                    rules: dapr.proto.runtime.v1.PubsubSubscriptionRule.$Properties[];

                    /**
                     * Encodes the specified PubsubSubscriptionRules message. Does not implicitly {@link dapr.proto.runtime.v1.PubsubSubscriptionRules.verify|verify} messages.
                     * @param message PubsubSubscriptionRules message or plain object to encode
                     * @param [writer] Writer to encode to
                     * @returns Writer
                     */
                    static encode(message: dapr.proto.runtime.v1.PubsubSubscriptionRules.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes a PubsubSubscriptionRules message from the specified reader or buffer.
                     * @param reader Reader or buffer to decode from
                     * @param [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.PubsubSubscriptionRules & dapr.proto.runtime.v1.PubsubSubscriptionRules.$Shape} PubsubSubscriptionRules
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): dapr.proto.runtime.v1.PubsubSubscriptionRules & dapr.proto.runtime.v1.PubsubSubscriptionRules.$Shape;
                }

                namespace PubsubSubscriptionRules {

                    /** Properties of a PubsubSubscriptionRules. */
                    interface $Properties {

                        /** PubsubSubscriptionRules rules */
                        rules?: (dapr.proto.runtime.v1.PubsubSubscriptionRule.$Properties[]|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of a PubsubSubscriptionRules. */
                    type $Shape = dapr.proto.runtime.v1.PubsubSubscriptionRules.$Properties;
                }

                /**
                 * Properties of a PubsubSubscriptionRule.
                 * @deprecated Use dapr.proto.runtime.v1.PubsubSubscriptionRule.$Properties instead.
                 */
                interface IPubsubSubscriptionRule extends dapr.proto.runtime.v1.PubsubSubscriptionRule.$Properties {
                }

                /** Represents a PubsubSubscriptionRule. */
                class PubsubSubscriptionRule {

                    /**
                     * Constructs a new PubsubSubscriptionRule.
                     * @param [properties] Properties to set
                     */
                    constructor(properties?: dapr.proto.runtime.v1.PubsubSubscriptionRule.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** PubsubSubscriptionRule match. */
                    match: string;

                    /** PubsubSubscriptionRule path. */
                    path: string;

                    /**
                     * Encodes the specified PubsubSubscriptionRule message. Does not implicitly {@link dapr.proto.runtime.v1.PubsubSubscriptionRule.verify|verify} messages.
                     * @param message PubsubSubscriptionRule message or plain object to encode
                     * @param [writer] Writer to encode to
                     * @returns Writer
                     */
                    static encode(message: dapr.proto.runtime.v1.PubsubSubscriptionRule.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes a PubsubSubscriptionRule message from the specified reader or buffer.
                     * @param reader Reader or buffer to decode from
                     * @param [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.PubsubSubscriptionRule & dapr.proto.runtime.v1.PubsubSubscriptionRule.$Shape} PubsubSubscriptionRule
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): dapr.proto.runtime.v1.PubsubSubscriptionRule & dapr.proto.runtime.v1.PubsubSubscriptionRule.$Shape;
                }

                namespace PubsubSubscriptionRule {

                    /** Properties of a PubsubSubscriptionRule. */
                    interface $Properties {

                        /** PubsubSubscriptionRule match */
                        match?: (string|null);

                        /** PubsubSubscriptionRule path */
                        path?: (string|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of a PubsubSubscriptionRule. */
                    type $Shape = dapr.proto.runtime.v1.PubsubSubscriptionRule.$Properties;
                }

                /**
                 * Properties of a SetMetadataRequest.
                 * @deprecated Use dapr.proto.runtime.v1.SetMetadataRequest.$Properties instead.
                 */
                interface ISetMetadataRequest extends dapr.proto.runtime.v1.SetMetadataRequest.$Properties {
                }

                /** Represents a SetMetadataRequest. */
                class SetMetadataRequest {

                    /**
                     * Constructs a new SetMetadataRequest.
                     * @param [properties] Properties to set
                     */
                    constructor(properties?: dapr.proto.runtime.v1.SetMetadataRequest.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** SetMetadataRequest key. */
                    key: string;

                    /** SetMetadataRequest value. */
                    value: string;

                    /**
                     * Encodes the specified SetMetadataRequest message. Does not implicitly {@link dapr.proto.runtime.v1.SetMetadataRequest.verify|verify} messages.
                     * @param message SetMetadataRequest message or plain object to encode
                     * @param [writer] Writer to encode to
                     * @returns Writer
                     */
                    static encode(message: dapr.proto.runtime.v1.SetMetadataRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes a SetMetadataRequest message from the specified reader or buffer.
                     * @param reader Reader or buffer to decode from
                     * @param [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.SetMetadataRequest & dapr.proto.runtime.v1.SetMetadataRequest.$Shape} SetMetadataRequest
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): dapr.proto.runtime.v1.SetMetadataRequest & dapr.proto.runtime.v1.SetMetadataRequest.$Shape;
                }

                namespace SetMetadataRequest {

                    /** Properties of a SetMetadataRequest. */
                    interface $Properties {

                        /** SetMetadataRequest key */
                        key?: (string|null);

                        /** SetMetadataRequest value */
                        value?: (string|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of a SetMetadataRequest. */
                    type $Shape = dapr.proto.runtime.v1.SetMetadataRequest.$Properties;
                }

                /**
                 * Properties of a GetSecretRequest.
                 * @deprecated Use dapr.proto.runtime.v1.GetSecretRequest.$Properties instead.
                 */
                interface IGetSecretRequest extends dapr.proto.runtime.v1.GetSecretRequest.$Properties {
                }

                /** Represents a GetSecretRequest. */
                class GetSecretRequest {

                    /**
                     * Constructs a new GetSecretRequest.
                     * @param [properties] Properties to set
                     */
                    constructor(properties?: dapr.proto.runtime.v1.GetSecretRequest.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** GetSecretRequest storeName. */
                    storeName: string;

                    /** GetSecretRequest key. */
                    key: string;

                    /** GetSecretRequest metadata. */
                    metadata: { [k: string]: string };

                    /**
                     * Encodes the specified GetSecretRequest message. Does not implicitly {@link dapr.proto.runtime.v1.GetSecretRequest.verify|verify} messages.
                     * @param message GetSecretRequest message or plain object to encode
                     * @param [writer] Writer to encode to
                     * @returns Writer
                     */
                    static encode(message: dapr.proto.runtime.v1.GetSecretRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes a GetSecretRequest message from the specified reader or buffer.
                     * @param reader Reader or buffer to decode from
                     * @param [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.GetSecretRequest & dapr.proto.runtime.v1.GetSecretRequest.$Shape} GetSecretRequest
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): dapr.proto.runtime.v1.GetSecretRequest & dapr.proto.runtime.v1.GetSecretRequest.$Shape;
                }

                namespace GetSecretRequest {

                    /** Properties of a GetSecretRequest. */
                    interface $Properties {

                        /** GetSecretRequest storeName */
                        storeName?: (string|null);

                        /** GetSecretRequest key */
                        key?: (string|null);

                        /** GetSecretRequest metadata */
                        metadata?: ({ [k: string]: string }|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of a GetSecretRequest. */
                    type $Shape = dapr.proto.runtime.v1.GetSecretRequest.$Properties;
                }

                /**
                 * Properties of a GetSecretResponse.
                 * @deprecated Use dapr.proto.runtime.v1.GetSecretResponse.$Properties instead.
                 */
                interface IGetSecretResponse extends dapr.proto.runtime.v1.GetSecretResponse.$Properties {
                }

                /** Represents a GetSecretResponse. */
                class GetSecretResponse {

                    /**
                     * Constructs a new GetSecretResponse.
                     * @param [properties] Properties to set
                     */
                    constructor(properties?: dapr.proto.runtime.v1.GetSecretResponse.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** GetSecretResponse data. */
                    data: { [k: string]: string };

                    /**
                     * Encodes the specified GetSecretResponse message. Does not implicitly {@link dapr.proto.runtime.v1.GetSecretResponse.verify|verify} messages.
                     * @param message GetSecretResponse message or plain object to encode
                     * @param [writer] Writer to encode to
                     * @returns Writer
                     */
                    static encode(message: dapr.proto.runtime.v1.GetSecretResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes a GetSecretResponse message from the specified reader or buffer.
                     * @param reader Reader or buffer to decode from
                     * @param [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.GetSecretResponse & dapr.proto.runtime.v1.GetSecretResponse.$Shape} GetSecretResponse
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): dapr.proto.runtime.v1.GetSecretResponse & dapr.proto.runtime.v1.GetSecretResponse.$Shape;
                }

                namespace GetSecretResponse {

                    /** Properties of a GetSecretResponse. */
                    interface $Properties {

                        /** GetSecretResponse data */
                        data?: ({ [k: string]: string }|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of a GetSecretResponse. */
                    type $Shape = dapr.proto.runtime.v1.GetSecretResponse.$Properties;
                }

                /**
                 * Properties of a GetBulkSecretRequest.
                 * @deprecated Use dapr.proto.runtime.v1.GetBulkSecretRequest.$Properties instead.
                 */
                interface IGetBulkSecretRequest extends dapr.proto.runtime.v1.GetBulkSecretRequest.$Properties {
                }

                /** Represents a GetBulkSecretRequest. */
                class GetBulkSecretRequest {

                    /**
                     * Constructs a new GetBulkSecretRequest.
                     * @param [properties] Properties to set
                     */
                    constructor(properties?: dapr.proto.runtime.v1.GetBulkSecretRequest.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** GetBulkSecretRequest storeName. */
                    storeName: string;

                    /** GetBulkSecretRequest metadata. */
                    metadata: { [k: string]: string };

                    /**
                     * Encodes the specified GetBulkSecretRequest message. Does not implicitly {@link dapr.proto.runtime.v1.GetBulkSecretRequest.verify|verify} messages.
                     * @param message GetBulkSecretRequest message or plain object to encode
                     * @param [writer] Writer to encode to
                     * @returns Writer
                     */
                    static encode(message: dapr.proto.runtime.v1.GetBulkSecretRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes a GetBulkSecretRequest message from the specified reader or buffer.
                     * @param reader Reader or buffer to decode from
                     * @param [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.GetBulkSecretRequest & dapr.proto.runtime.v1.GetBulkSecretRequest.$Shape} GetBulkSecretRequest
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): dapr.proto.runtime.v1.GetBulkSecretRequest & dapr.proto.runtime.v1.GetBulkSecretRequest.$Shape;
                }

                namespace GetBulkSecretRequest {

                    /** Properties of a GetBulkSecretRequest. */
                    interface $Properties {

                        /** GetBulkSecretRequest storeName */
                        storeName?: (string|null);

                        /** GetBulkSecretRequest metadata */
                        metadata?: ({ [k: string]: string }|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of a GetBulkSecretRequest. */
                    type $Shape = dapr.proto.runtime.v1.GetBulkSecretRequest.$Properties;
                }

                /**
                 * Properties of a SecretResponse.
                 * @deprecated Use dapr.proto.runtime.v1.SecretResponse.$Properties instead.
                 */
                interface ISecretResponse extends dapr.proto.runtime.v1.SecretResponse.$Properties {
                }

                /** Represents a SecretResponse. */
                class SecretResponse {

                    /**
                     * Constructs a new SecretResponse.
                     * @param [properties] Properties to set
                     */
                    constructor(properties?: dapr.proto.runtime.v1.SecretResponse.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** SecretResponse secrets. */
                    secrets: { [k: string]: string };

                    /**
                     * Encodes the specified SecretResponse message. Does not implicitly {@link dapr.proto.runtime.v1.SecretResponse.verify|verify} messages.
                     * @param message SecretResponse message or plain object to encode
                     * @param [writer] Writer to encode to
                     * @returns Writer
                     */
                    static encode(message: dapr.proto.runtime.v1.SecretResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes a SecretResponse message from the specified reader or buffer.
                     * @param reader Reader or buffer to decode from
                     * @param [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.SecretResponse & dapr.proto.runtime.v1.SecretResponse.$Shape} SecretResponse
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): dapr.proto.runtime.v1.SecretResponse & dapr.proto.runtime.v1.SecretResponse.$Shape;
                }

                namespace SecretResponse {

                    /** Properties of a SecretResponse. */
                    interface $Properties {

                        /** SecretResponse secrets */
                        secrets?: ({ [k: string]: string }|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of a SecretResponse. */
                    type $Shape = dapr.proto.runtime.v1.SecretResponse.$Properties;
                }

                /**
                 * Properties of a GetBulkSecretResponse.
                 * @deprecated Use dapr.proto.runtime.v1.GetBulkSecretResponse.$Properties instead.
                 */
                interface IGetBulkSecretResponse extends dapr.proto.runtime.v1.GetBulkSecretResponse.$Properties {
                }

                /** Represents a GetBulkSecretResponse. */
                class GetBulkSecretResponse {

                    /**
                     * Constructs a new GetBulkSecretResponse.
                     * @param [properties] Properties to set
                     */
                    constructor(properties?: dapr.proto.runtime.v1.GetBulkSecretResponse.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /** GetBulkSecretResponse data. */
                    data: { [k: string]: dapr.proto.runtime.v1.SecretResponse.$Properties };

                    /**
                     * Encodes the specified GetBulkSecretResponse message. Does not implicitly {@link dapr.proto.runtime.v1.GetBulkSecretResponse.verify|verify} messages.
                     * @param message GetBulkSecretResponse message or plain object to encode
                     * @param [writer] Writer to encode to
                     * @returns Writer
                     */
                    static encode(message: dapr.proto.runtime.v1.GetBulkSecretResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes a GetBulkSecretResponse message from the specified reader or buffer.
                     * @param reader Reader or buffer to decode from
                     * @param [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.GetBulkSecretResponse & dapr.proto.runtime.v1.GetBulkSecretResponse.$Shape} GetBulkSecretResponse
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): dapr.proto.runtime.v1.GetBulkSecretResponse & dapr.proto.runtime.v1.GetBulkSecretResponse.$Shape;
                }

                namespace GetBulkSecretResponse {

                    /** Properties of a GetBulkSecretResponse. */
                    interface $Properties {

                        /** GetBulkSecretResponse data */
                        data?: ({ [k: string]: dapr.proto.runtime.v1.SecretResponse.$Properties }|null);

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of a GetBulkSecretResponse. */
                    type $Shape = dapr.proto.runtime.v1.GetBulkSecretResponse.$Properties;
                }

                /**
                 * Properties of a ShutdownRequest.
                 * @deprecated Use dapr.proto.runtime.v1.ShutdownRequest.$Properties instead.
                 */
                interface IShutdownRequest extends dapr.proto.runtime.v1.ShutdownRequest.$Properties {
                }

                /** Represents a ShutdownRequest. */
                class ShutdownRequest {

                    /**
                     * Constructs a new ShutdownRequest.
                     * @param [properties] Properties to set
                     */
                    constructor(properties?: dapr.proto.runtime.v1.ShutdownRequest.$Properties);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];

                    /**
                     * Encodes the specified ShutdownRequest message. Does not implicitly {@link dapr.proto.runtime.v1.ShutdownRequest.verify|verify} messages.
                     * @param message ShutdownRequest message or plain object to encode
                     * @param [writer] Writer to encode to
                     * @returns Writer
                     */
                    static encode(message: dapr.proto.runtime.v1.ShutdownRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                    /**
                     * Decodes a ShutdownRequest message from the specified reader or buffer.
                     * @param reader Reader or buffer to decode from
                     * @param [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.ShutdownRequest & dapr.proto.runtime.v1.ShutdownRequest.$Shape} ShutdownRequest
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): dapr.proto.runtime.v1.ShutdownRequest & dapr.proto.runtime.v1.ShutdownRequest.$Shape;
                }

                namespace ShutdownRequest {

                    /** Properties of a ShutdownRequest. */
                    interface $Properties {

                        /** Unknown fields preserved while decoding when enabled */
                        $unknowns?: Uint8Array[];
                    }

                    /** Shape of a ShutdownRequest. */
                    type $Shape = dapr.proto.runtime.v1.ShutdownRequest.$Properties;
                }
            }
        }
    }
}

/** Namespace google. */
export namespace google {

    /** Namespace protobuf. */
    namespace protobuf {

        /**
         * Properties of an Empty.
         * @deprecated Use google.protobuf.Empty.$Properties instead.
         */
        interface IEmpty extends google.protobuf.Empty.$Properties {
        }

        /** Represents an Empty. */
        class Empty {

            /**
             * Constructs a new Empty.
             * @param [properties] Properties to set
             */
            constructor(properties?: google.protobuf.Empty.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Encodes the specified Empty message. Does not implicitly {@link google.protobuf.Empty.verify|verify} messages.
             * @param message Empty message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: google.protobuf.Empty.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Empty message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {google.protobuf.Empty & google.protobuf.Empty.$Shape} Empty
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): google.protobuf.Empty & google.protobuf.Empty.$Shape;
        }

        namespace Empty {

            /** Properties of an Empty. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Empty. */
            type $Shape = google.protobuf.Empty.$Properties;
        }
    }
}
