// Generated from statestore/v1/statestore.proto. Do not edit.
import * as $protobuf from "protobufjs";
import type Long from "long";

/** Namespace statestore. */
export namespace statestore {

    /** Namespace v1. */
    namespace v1 {

        /** Consistency enum. */
        enum Consistency {

            /** CONSISTENCY_UNSPECIFIED value */
            CONSISTENCY_UNSPECIFIED = 0,

            /** CONSISTENCY_EVENTUAL value */
            CONSISTENCY_EVENTUAL = 1,

            /** CONSISTENCY_STRONG value */
            CONSISTENCY_STRONG = 2
        }

        /** Kind enum. */
        enum Kind {

            /** KIND_UNSPECIFIED value */
            KIND_UNSPECIFIED = 0,

            /** KIND_EPHEMERAL value */
            KIND_EPHEMERAL = 1,

            /** KIND_PERSISTENT value */
            KIND_PERSISTENT = 2,

            /** KIND_CACHED value */
            KIND_CACHED = 3
        }

        /** View enum. */
        enum View {

            /** VIEW_UNSPECIFIED value */
            VIEW_UNSPECIFIED = 0,

            /** VIEW_KEYS value */
            VIEW_KEYS = 1,

            /** VIEW_METADATA value */
            VIEW_METADATA = 2,

            /** VIEW_FULL value */
            VIEW_FULL = 3
        }

        /**
         * Properties of a Record.
         * @deprecated Use statestore.v1.Record.$Properties instead.
         */
        interface IRecord extends statestore.v1.Record.$Properties {
        }

        /** Represents a Record. */
        class Record {

            /**
             * Constructs a new Record.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.Record.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Record key. */
            key: string;

            /** Record value. */
            value: Uint8Array;

            /** Record contentType. */
            contentType: string;

            /** Record version. */
            version: string;

            /** Record kind. */
            kind: statestore.v1.Kind;

            /** Record createTime. */
            createTime?: (google.protobuf.Timestamp.$Properties|null);

            /** Record updateTime. */
            updateTime?: (google.protobuf.Timestamp.$Properties|null);

            /** Record expireTime. */
            expireTime?: (google.protobuf.Timestamp.$Properties|null);

            /** Record stale. */
            stale: boolean;

            /** Record staleAge. */
            staleAge?: (google.protobuf.Duration.$Properties|null);

            /**
             * Encodes the specified Record message. Does not implicitly {@link statestore.v1.Record.verify|verify} messages.
             * @param message Record message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.Record.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Record message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.Record & statestore.v1.Record.$Shape} Record
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.Record & statestore.v1.Record.$Shape;
        }

        namespace Record {

            /** Properties of a Record. */
            interface $Properties {

                /** Record key */
                key?: (string|null);

                /** Record value */
                value?: (Uint8Array|null);

                /** Record contentType */
                contentType?: (string|null);

                /** Record version */
                version?: (string|null);

                /** Record kind */
                kind?: (statestore.v1.Kind|null);

                /** Record createTime */
                createTime?: (google.protobuf.Timestamp.$Properties|null);

                /** Record updateTime */
                updateTime?: (google.protobuf.Timestamp.$Properties|null);

                /** Record expireTime */
                expireTime?: (google.protobuf.Timestamp.$Properties|null);

                /** Record stale */
                stale?: (boolean|null);

                /** Record staleAge */
                staleAge?: (google.protobuf.Duration.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Record. */
            type $Shape = statestore.v1.Record.$Properties;
        }

        /**
         * Properties of an Expiry.
         * @deprecated Use statestore.v1.Expiry.$Properties instead.
         */
        interface IExpiry extends statestore.v1.Expiry.$Properties {
        }

        /** Represents an Expiry. */
        class Expiry {

            /**
             * Constructs a new Expiry.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.Expiry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Expiry ttl. */
            ttl?: (google.protobuf.Duration.$Properties|null);

            /** Expiry keep. */
            keep?: (boolean|null);

            /** Expiry none. */
            none?: (boolean|null);

            /** Expiry policy. */
            policy?: ("ttl"|"keep"|"none");

            /**
             * Encodes the specified Expiry message. Does not implicitly {@link statestore.v1.Expiry.verify|verify} messages.
             * @param message Expiry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.Expiry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Expiry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.Expiry & statestore.v1.Expiry.$Shape} Expiry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.Expiry & statestore.v1.Expiry.$Shape;
        }

        namespace Expiry {

            /** Properties of an Expiry. */
            interface $Properties {

                /** Expiry ttl */
                ttl?: (google.protobuf.Duration.$Properties|null);

                /** Expiry keep */
                keep?: (boolean|null);

                /** Expiry none */
                none?: (boolean|null);

                /** Expiry policy */
                policy?: ("ttl"|"keep"|"none");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of an Expiry. */
            type $Shape = {
              ttl?: google.protobuf.Duration.$Shape|null;
              keep?: boolean|null;
              none?: boolean|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ policy?: undefined; ttl?: null; keep?: null; none?: null }|{ policy?: "ttl"; ttl: google.protobuf.Duration.$Shape; keep?: null; none?: null }|{ policy?: "keep"; ttl?: null; keep: boolean; none?: null }|{ policy?: "none"; ttl?: null; keep?: null; none: boolean })
            );
        }

        /**
         * Properties of a Precondition.
         * @deprecated Use statestore.v1.Precondition.$Properties instead.
         */
        interface IPrecondition extends statestore.v1.Precondition.$Properties {
        }

        /** Represents a Precondition. */
        class Precondition {

            /**
             * Constructs a new Precondition.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.Precondition.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Precondition absent. */
            absent?: (boolean|null);

            /** Precondition present. */
            present?: (boolean|null);

            /** Precondition version. */
            version?: (string|null);

            /** Precondition condition. */
            condition?: ("absent"|"present"|"version");

            /**
             * Encodes the specified Precondition message. Does not implicitly {@link statestore.v1.Precondition.verify|verify} messages.
             * @param message Precondition message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.Precondition.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Precondition message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.Precondition & statestore.v1.Precondition.$Shape} Precondition
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.Precondition & statestore.v1.Precondition.$Shape;
        }

        namespace Precondition {

            /** Properties of a Precondition. */
            interface $Properties {

                /** Precondition absent */
                absent?: (boolean|null);

                /** Precondition present */
                present?: (boolean|null);

                /** Precondition version */
                version?: (string|null);

                /** Precondition condition */
                condition?: ("absent"|"present"|"version");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a Precondition. */
            type $Shape = {
              absent?: boolean|null;
              present?: boolean|null;
              version?: string|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ condition?: undefined; absent?: null; present?: null; version?: null }|{ condition?: "absent"; absent: boolean; present?: null; version?: null }|{ condition?: "present"; absent?: null; present: boolean; version?: null }|{ condition?: "version"; absent?: null; present?: null; version: string })
            );
        }

        /**
         * Properties of a GetRequest.
         * @deprecated Use statestore.v1.GetRequest.$Properties instead.
         */
        interface IGetRequest extends statestore.v1.GetRequest.$Properties {
        }

        /** Represents a GetRequest. */
        class GetRequest {

            /**
             * Constructs a new GetRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.GetRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GetRequest store. */
            store: string;

            /** GetRequest key. */
            key: string;

            /** GetRequest consistency. */
            consistency: statestore.v1.Consistency;

            /**
             * Encodes the specified GetRequest message. Does not implicitly {@link statestore.v1.GetRequest.verify|verify} messages.
             * @param message GetRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.GetRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GetRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.GetRequest & statestore.v1.GetRequest.$Shape} GetRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.GetRequest & statestore.v1.GetRequest.$Shape;
        }

        namespace GetRequest {

            /** Properties of a GetRequest. */
            interface $Properties {

                /** GetRequest store */
                store?: (string|null);

                /** GetRequest key */
                key?: (string|null);

                /** GetRequest consistency */
                consistency?: (statestore.v1.Consistency|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GetRequest. */
            type $Shape = statestore.v1.GetRequest.$Properties;
        }

        /**
         * Properties of a GetResponse.
         * @deprecated Use statestore.v1.GetResponse.$Properties instead.
         */
        interface IGetResponse extends statestore.v1.GetResponse.$Properties {
        }

        /** Represents a GetResponse. */
        class GetResponse {

            /**
             * Constructs a new GetResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.GetResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GetResponse found. */
            found: boolean;

            /** GetResponse record. */
            record?: (statestore.v1.Record.$Properties|null);

            /**
             * Encodes the specified GetResponse message. Does not implicitly {@link statestore.v1.GetResponse.verify|verify} messages.
             * @param message GetResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.GetResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GetResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.GetResponse & statestore.v1.GetResponse.$Shape} GetResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.GetResponse & statestore.v1.GetResponse.$Shape;
        }

        namespace GetResponse {

            /** Properties of a GetResponse. */
            interface $Properties {

                /** GetResponse found */
                found?: (boolean|null);

                /** GetResponse record */
                record?: (statestore.v1.Record.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GetResponse. */
            type $Shape = statestore.v1.GetResponse.$Properties;
        }

        /**
         * Properties of a BatchGetRequest.
         * @deprecated Use statestore.v1.BatchGetRequest.$Properties instead.
         */
        interface IBatchGetRequest extends statestore.v1.BatchGetRequest.$Properties {
        }

        /** Represents a BatchGetRequest. */
        class BatchGetRequest {

            /**
             * Constructs a new BatchGetRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.BatchGetRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** BatchGetRequest store. */
            store: string;

            /** BatchGetRequest keys. */
            keys: string[];

            /** BatchGetRequest consistency. */
            consistency: statestore.v1.Consistency;

            /**
             * Encodes the specified BatchGetRequest message. Does not implicitly {@link statestore.v1.BatchGetRequest.verify|verify} messages.
             * @param message BatchGetRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.BatchGetRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a BatchGetRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.BatchGetRequest & statestore.v1.BatchGetRequest.$Shape} BatchGetRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.BatchGetRequest & statestore.v1.BatchGetRequest.$Shape;
        }

        namespace BatchGetRequest {

            /** Properties of a BatchGetRequest. */
            interface $Properties {

                /** BatchGetRequest store */
                store?: (string|null);

                /** BatchGetRequest keys */
                keys?: (string[]|null);

                /** BatchGetRequest consistency */
                consistency?: (statestore.v1.Consistency|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a BatchGetRequest. */
            type $Shape = statestore.v1.BatchGetRequest.$Properties;
        }

        /**
         * Properties of a BatchGetResponse.
         * @deprecated Use statestore.v1.BatchGetResponse.$Properties instead.
         */
        interface IBatchGetResponse extends statestore.v1.BatchGetResponse.$Properties {
        }

        /** Represents a BatchGetResponse. */
        class BatchGetResponse {

            /**
             * Constructs a new BatchGetResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.BatchGetResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** BatchGetResponse entries. */
            entries: statestore.v1.BatchGetEntry.$Properties[];

            /**
             * Encodes the specified BatchGetResponse message. Does not implicitly {@link statestore.v1.BatchGetResponse.verify|verify} messages.
             * @param message BatchGetResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.BatchGetResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a BatchGetResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.BatchGetResponse & statestore.v1.BatchGetResponse.$Shape} BatchGetResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.BatchGetResponse & statestore.v1.BatchGetResponse.$Shape;
        }

        namespace BatchGetResponse {

            /** Properties of a BatchGetResponse. */
            interface $Properties {

                /** BatchGetResponse entries */
                entries?: (statestore.v1.BatchGetEntry.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a BatchGetResponse. */
            type $Shape = statestore.v1.BatchGetResponse.$Properties;
        }

        /**
         * Properties of a BatchGetEntry.
         * @deprecated Use statestore.v1.BatchGetEntry.$Properties instead.
         */
        interface IBatchGetEntry extends statestore.v1.BatchGetEntry.$Properties {
        }

        /** Represents a BatchGetEntry. */
        class BatchGetEntry {

            /**
             * Constructs a new BatchGetEntry.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.BatchGetEntry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** BatchGetEntry key. */
            key: string;

            /** BatchGetEntry found. */
            found: boolean;

            /** BatchGetEntry record. */
            record?: (statestore.v1.Record.$Properties|null);

            /** BatchGetEntry status. */
            status?: (google.rpc.Status.$Properties|null);

            /**
             * Encodes the specified BatchGetEntry message. Does not implicitly {@link statestore.v1.BatchGetEntry.verify|verify} messages.
             * @param message BatchGetEntry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.BatchGetEntry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a BatchGetEntry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.BatchGetEntry & statestore.v1.BatchGetEntry.$Shape} BatchGetEntry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.BatchGetEntry & statestore.v1.BatchGetEntry.$Shape;
        }

        namespace BatchGetEntry {

            /** Properties of a BatchGetEntry. */
            interface $Properties {

                /** BatchGetEntry key */
                key?: (string|null);

                /** BatchGetEntry found */
                found?: (boolean|null);

                /** BatchGetEntry record */
                record?: (statestore.v1.Record.$Properties|null);

                /** BatchGetEntry status */
                status?: (google.rpc.Status.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a BatchGetEntry. */
            type $Shape = statestore.v1.BatchGetEntry.$Properties;
        }

        /**
         * Properties of an ExistsRequest.
         * @deprecated Use statestore.v1.ExistsRequest.$Properties instead.
         */
        interface IExistsRequest extends statestore.v1.ExistsRequest.$Properties {
        }

        /** Represents an ExistsRequest. */
        class ExistsRequest {

            /**
             * Constructs a new ExistsRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.ExistsRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ExistsRequest store. */
            store: string;

            /** ExistsRequest key. */
            key: string;

            /** ExistsRequest consistency. */
            consistency: statestore.v1.Consistency;

            /**
             * Encodes the specified ExistsRequest message. Does not implicitly {@link statestore.v1.ExistsRequest.verify|verify} messages.
             * @param message ExistsRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.ExistsRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ExistsRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.ExistsRequest & statestore.v1.ExistsRequest.$Shape} ExistsRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.ExistsRequest & statestore.v1.ExistsRequest.$Shape;
        }

        namespace ExistsRequest {

            /** Properties of an ExistsRequest. */
            interface $Properties {

                /** ExistsRequest store */
                store?: (string|null);

                /** ExistsRequest key */
                key?: (string|null);

                /** ExistsRequest consistency */
                consistency?: (statestore.v1.Consistency|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ExistsRequest. */
            type $Shape = statestore.v1.ExistsRequest.$Properties;
        }

        /**
         * Properties of an ExistsResponse.
         * @deprecated Use statestore.v1.ExistsResponse.$Properties instead.
         */
        interface IExistsResponse extends statestore.v1.ExistsResponse.$Properties {
        }

        /** Represents an ExistsResponse. */
        class ExistsResponse {

            /**
             * Constructs a new ExistsResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.ExistsResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ExistsResponse exists. */
            exists: boolean;

            /** ExistsResponse version. */
            version: string;

            /**
             * Encodes the specified ExistsResponse message. Does not implicitly {@link statestore.v1.ExistsResponse.verify|verify} messages.
             * @param message ExistsResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.ExistsResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ExistsResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.ExistsResponse & statestore.v1.ExistsResponse.$Shape} ExistsResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.ExistsResponse & statestore.v1.ExistsResponse.$Shape;
        }

        namespace ExistsResponse {

            /** Properties of an ExistsResponse. */
            interface $Properties {

                /** ExistsResponse exists */
                exists?: (boolean|null);

                /** ExistsResponse version */
                version?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ExistsResponse. */
            type $Shape = statestore.v1.ExistsResponse.$Properties;
        }

        /**
         * Properties of a SetRequest.
         * @deprecated Use statestore.v1.SetRequest.$Properties instead.
         */
        interface ISetRequest extends statestore.v1.SetRequest.$Properties {
        }

        /** Represents a SetRequest. */
        class SetRequest {

            /**
             * Constructs a new SetRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.SetRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SetRequest store. */
            store: string;

            /** SetRequest key. */
            key: string;

            /** SetRequest value. */
            value: Uint8Array;

            /** SetRequest contentType. */
            contentType: string;

            /** SetRequest kind. */
            kind: statestore.v1.Kind;

            /** SetRequest expiry. */
            expiry?: (statestore.v1.Expiry.$Properties|null);

            /** SetRequest precondition. */
            precondition?: (statestore.v1.Precondition.$Properties|null);

            /** SetRequest returnPrevious. */
            returnPrevious: boolean;

            /** SetRequest idempotencyKey. */
            idempotencyKey: string;

            /** SetRequest consistency. */
            consistency: statestore.v1.Consistency;

            /**
             * Encodes the specified SetRequest message. Does not implicitly {@link statestore.v1.SetRequest.verify|verify} messages.
             * @param message SetRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.SetRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SetRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.SetRequest & statestore.v1.SetRequest.$Shape} SetRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.SetRequest & statestore.v1.SetRequest.$Shape;
        }

        namespace SetRequest {

            /** Properties of a SetRequest. */
            interface $Properties {

                /** SetRequest store */
                store?: (string|null);

                /** SetRequest key */
                key?: (string|null);

                /** SetRequest value */
                value?: (Uint8Array|null);

                /** SetRequest contentType */
                contentType?: (string|null);

                /** SetRequest kind */
                kind?: (statestore.v1.Kind|null);

                /** SetRequest expiry */
                expiry?: (statestore.v1.Expiry.$Properties|null);

                /** SetRequest precondition */
                precondition?: (statestore.v1.Precondition.$Properties|null);

                /** SetRequest returnPrevious */
                returnPrevious?: (boolean|null);

                /** SetRequest idempotencyKey */
                idempotencyKey?: (string|null);

                /** SetRequest consistency */
                consistency?: (statestore.v1.Consistency|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SetRequest. */
            type $Shape = {
              store?: string|null;
              key?: string|null;
              value?: Uint8Array|null;
              contentType?: string|null;
              kind?: statestore.v1.Kind|null;
              expiry?: statestore.v1.Expiry.$Shape|null;
              precondition?: statestore.v1.Precondition.$Shape|null;
              returnPrevious?: boolean|null;
              idempotencyKey?: string|null;
              consistency?: statestore.v1.Consistency|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a SetResponse.
         * @deprecated Use statestore.v1.SetResponse.$Properties instead.
         */
        interface ISetResponse extends statestore.v1.SetResponse.$Properties {
        }

        /** Represents a SetResponse. */
        class SetResponse {

            /**
             * Constructs a new SetResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.SetResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SetResponse version. */
            version: string;

            /** SetResponse previous. */
            previous?: (statestore.v1.Record.$Properties|null);

            /**
             * Encodes the specified SetResponse message. Does not implicitly {@link statestore.v1.SetResponse.verify|verify} messages.
             * @param message SetResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.SetResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SetResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.SetResponse & statestore.v1.SetResponse.$Shape} SetResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.SetResponse & statestore.v1.SetResponse.$Shape;
        }

        namespace SetResponse {

            /** Properties of a SetResponse. */
            interface $Properties {

                /** SetResponse version */
                version?: (string|null);

                /** SetResponse previous */
                previous?: (statestore.v1.Record.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SetResponse. */
            type $Shape = statestore.v1.SetResponse.$Properties;
        }

        /**
         * Properties of a DeleteRequest.
         * @deprecated Use statestore.v1.DeleteRequest.$Properties instead.
         */
        interface IDeleteRequest extends statestore.v1.DeleteRequest.$Properties {
        }

        /** Represents a DeleteRequest. */
        class DeleteRequest {

            /**
             * Constructs a new DeleteRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.DeleteRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DeleteRequest store. */
            store: string;

            /** DeleteRequest key. */
            key: string;

            /** DeleteRequest precondition. */
            precondition?: (statestore.v1.Precondition.$Properties|null);

            /** DeleteRequest returnPrevious. */
            returnPrevious: boolean;

            /** DeleteRequest idempotencyKey. */
            idempotencyKey: string;

            /** DeleteRequest consistency. */
            consistency: statestore.v1.Consistency;

            /**
             * Encodes the specified DeleteRequest message. Does not implicitly {@link statestore.v1.DeleteRequest.verify|verify} messages.
             * @param message DeleteRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.DeleteRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DeleteRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.DeleteRequest & statestore.v1.DeleteRequest.$Shape} DeleteRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.DeleteRequest & statestore.v1.DeleteRequest.$Shape;
        }

        namespace DeleteRequest {

            /** Properties of a DeleteRequest. */
            interface $Properties {

                /** DeleteRequest store */
                store?: (string|null);

                /** DeleteRequest key */
                key?: (string|null);

                /** DeleteRequest precondition */
                precondition?: (statestore.v1.Precondition.$Properties|null);

                /** DeleteRequest returnPrevious */
                returnPrevious?: (boolean|null);

                /** DeleteRequest idempotencyKey */
                idempotencyKey?: (string|null);

                /** DeleteRequest consistency */
                consistency?: (statestore.v1.Consistency|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DeleteRequest. */
            type $Shape = {
              store?: string|null;
              key?: string|null;
              precondition?: statestore.v1.Precondition.$Shape|null;
              returnPrevious?: boolean|null;
              idempotencyKey?: string|null;
              consistency?: statestore.v1.Consistency|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a DeleteResponse.
         * @deprecated Use statestore.v1.DeleteResponse.$Properties instead.
         */
        interface IDeleteResponse extends statestore.v1.DeleteResponse.$Properties {
        }

        /** Represents a DeleteResponse. */
        class DeleteResponse {

            /**
             * Constructs a new DeleteResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.DeleteResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DeleteResponse deleted. */
            deleted: boolean;

            /** DeleteResponse previous. */
            previous?: (statestore.v1.Record.$Properties|null);

            /**
             * Encodes the specified DeleteResponse message. Does not implicitly {@link statestore.v1.DeleteResponse.verify|verify} messages.
             * @param message DeleteResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.DeleteResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DeleteResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.DeleteResponse & statestore.v1.DeleteResponse.$Shape} DeleteResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.DeleteResponse & statestore.v1.DeleteResponse.$Shape;
        }

        namespace DeleteResponse {

            /** Properties of a DeleteResponse. */
            interface $Properties {

                /** DeleteResponse deleted */
                deleted?: (boolean|null);

                /** DeleteResponse previous */
                previous?: (statestore.v1.Record.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DeleteResponse. */
            type $Shape = statestore.v1.DeleteResponse.$Properties;
        }

        /**
         * Properties of an IncrementRequest.
         * @deprecated Use statestore.v1.IncrementRequest.$Properties instead.
         */
        interface IIncrementRequest extends statestore.v1.IncrementRequest.$Properties {
        }

        /** Represents an IncrementRequest. */
        class IncrementRequest {

            /**
             * Constructs a new IncrementRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.IncrementRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** IncrementRequest store. */
            store: string;

            /** IncrementRequest key. */
            key: string;

            /** IncrementRequest delta. */
            delta: (number|Long);

            /** IncrementRequest initial. */
            initial: (number|Long);

            /** IncrementRequest expiry. */
            expiry?: (statestore.v1.Expiry.$Properties|null);

            /** IncrementRequest idempotencyKey. */
            idempotencyKey: string;

            /** IncrementRequest consistency. */
            consistency: statestore.v1.Consistency;

            /**
             * Encodes the specified IncrementRequest message. Does not implicitly {@link statestore.v1.IncrementRequest.verify|verify} messages.
             * @param message IncrementRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.IncrementRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an IncrementRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.IncrementRequest & statestore.v1.IncrementRequest.$Shape} IncrementRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.IncrementRequest & statestore.v1.IncrementRequest.$Shape;
        }

        namespace IncrementRequest {

            /** Properties of an IncrementRequest. */
            interface $Properties {

                /** IncrementRequest store */
                store?: (string|null);

                /** IncrementRequest key */
                key?: (string|null);

                /** IncrementRequest delta */
                delta?: (number|Long|null);

                /** IncrementRequest initial */
                initial?: (number|Long|null);

                /** IncrementRequest expiry */
                expiry?: (statestore.v1.Expiry.$Properties|null);

                /** IncrementRequest idempotencyKey */
                idempotencyKey?: (string|null);

                /** IncrementRequest consistency */
                consistency?: (statestore.v1.Consistency|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an IncrementRequest. */
            type $Shape = {
              store?: string|null;
              key?: string|null;
              delta?: number|Long|null;
              initial?: number|Long|null;
              expiry?: statestore.v1.Expiry.$Shape|null;
              idempotencyKey?: string|null;
              consistency?: statestore.v1.Consistency|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of an IncrementResponse.
         * @deprecated Use statestore.v1.IncrementResponse.$Properties instead.
         */
        interface IIncrementResponse extends statestore.v1.IncrementResponse.$Properties {
        }

        /** Represents an IncrementResponse. */
        class IncrementResponse {

            /**
             * Constructs a new IncrementResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.IncrementResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** IncrementResponse value. */
            value: (number|Long);

            /** IncrementResponse version. */
            version: string;

            /**
             * Encodes the specified IncrementResponse message. Does not implicitly {@link statestore.v1.IncrementResponse.verify|verify} messages.
             * @param message IncrementResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.IncrementResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an IncrementResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.IncrementResponse & statestore.v1.IncrementResponse.$Shape} IncrementResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.IncrementResponse & statestore.v1.IncrementResponse.$Shape;
        }

        namespace IncrementResponse {

            /** Properties of an IncrementResponse. */
            interface $Properties {

                /** IncrementResponse value */
                value?: (number|Long|null);

                /** IncrementResponse version */
                version?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an IncrementResponse. */
            type $Shape = statestore.v1.IncrementResponse.$Properties;
        }

        /**
         * Properties of a TouchRequest.
         * @deprecated Use statestore.v1.TouchRequest.$Properties instead.
         */
        interface ITouchRequest extends statestore.v1.TouchRequest.$Properties {
        }

        /** Represents a TouchRequest. */
        class TouchRequest {

            /**
             * Constructs a new TouchRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.TouchRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TouchRequest store. */
            store: string;

            /** TouchRequest key. */
            key: string;

            /** TouchRequest expiry. */
            expiry?: (statestore.v1.Expiry.$Properties|null);

            /** TouchRequest idempotencyKey. */
            idempotencyKey: string;

            /**
             * Encodes the specified TouchRequest message. Does not implicitly {@link statestore.v1.TouchRequest.verify|verify} messages.
             * @param message TouchRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.TouchRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TouchRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.TouchRequest & statestore.v1.TouchRequest.$Shape} TouchRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.TouchRequest & statestore.v1.TouchRequest.$Shape;
        }

        namespace TouchRequest {

            /** Properties of a TouchRequest. */
            interface $Properties {

                /** TouchRequest store */
                store?: (string|null);

                /** TouchRequest key */
                key?: (string|null);

                /** TouchRequest expiry */
                expiry?: (statestore.v1.Expiry.$Properties|null);

                /** TouchRequest idempotencyKey */
                idempotencyKey?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TouchRequest. */
            type $Shape = {
              store?: string|null;
              key?: string|null;
              expiry?: statestore.v1.Expiry.$Shape|null;
              idempotencyKey?: string|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a TouchResponse.
         * @deprecated Use statestore.v1.TouchResponse.$Properties instead.
         */
        interface ITouchResponse extends statestore.v1.TouchResponse.$Properties {
        }

        /** Represents a TouchResponse. */
        class TouchResponse {

            /**
             * Constructs a new TouchResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.TouchResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TouchResponse found. */
            found: boolean;

            /** TouchResponse expireTime. */
            expireTime?: (google.protobuf.Timestamp.$Properties|null);

            /**
             * Encodes the specified TouchResponse message. Does not implicitly {@link statestore.v1.TouchResponse.verify|verify} messages.
             * @param message TouchResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.TouchResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TouchResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.TouchResponse & statestore.v1.TouchResponse.$Shape} TouchResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.TouchResponse & statestore.v1.TouchResponse.$Shape;
        }

        namespace TouchResponse {

            /** Properties of a TouchResponse. */
            interface $Properties {

                /** TouchResponse found */
                found?: (boolean|null);

                /** TouchResponse expireTime */
                expireTime?: (google.protobuf.Timestamp.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TouchResponse. */
            type $Shape = statestore.v1.TouchResponse.$Properties;
        }

        /**
         * Properties of a Mutation.
         * @deprecated Use statestore.v1.Mutation.$Properties instead.
         */
        interface IMutation extends statestore.v1.Mutation.$Properties {
        }

        /** Represents a Mutation. */
        class Mutation {

            /**
             * Constructs a new Mutation.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.Mutation.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Mutation set. */
            set?: (statestore.v1.SetMutation.$Properties|null);

            /** Mutation delete. */
            delete?: (statestore.v1.DeleteMutation.$Properties|null);

            /** Mutation increment. */
            increment?: (statestore.v1.IncrementMutation.$Properties|null);

            /** Mutation touch. */
            touch?: (statestore.v1.TouchMutation.$Properties|null);

            /** Mutation check. */
            check?: (statestore.v1.CheckMutation.$Properties|null);

            /** Mutation operation. */
            operation?: ("set"|"delete"|"increment"|"touch"|"check");

            /**
             * Encodes the specified Mutation message. Does not implicitly {@link statestore.v1.Mutation.verify|verify} messages.
             * @param message Mutation message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.Mutation.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Mutation message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.Mutation & statestore.v1.Mutation.$Shape} Mutation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.Mutation & statestore.v1.Mutation.$Shape;
        }

        namespace Mutation {

            /** Properties of a Mutation. */
            interface $Properties {

                /** Mutation set */
                set?: (statestore.v1.SetMutation.$Properties|null);

                /** Mutation delete */
                "delete"?: (statestore.v1.DeleteMutation.$Properties|null);

                /** Mutation increment */
                increment?: (statestore.v1.IncrementMutation.$Properties|null);

                /** Mutation touch */
                touch?: (statestore.v1.TouchMutation.$Properties|null);

                /** Mutation check */
                check?: (statestore.v1.CheckMutation.$Properties|null);

                /** Mutation operation */
                operation?: ("set"|"delete"|"increment"|"touch"|"check");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a Mutation. */
            type $Shape = {
              set?: statestore.v1.SetMutation.$Shape|null;
              "delete"?: statestore.v1.DeleteMutation.$Shape|null;
              increment?: statestore.v1.IncrementMutation.$Shape|null;
              touch?: statestore.v1.TouchMutation.$Shape|null;
              check?: statestore.v1.CheckMutation.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ operation?: undefined; set?: null; "delete"?: null; increment?: null; touch?: null; check?: null }|{ operation?: "set"; set: statestore.v1.SetMutation.$Shape; "delete"?: null; increment?: null; touch?: null; check?: null }|{ operation?: "delete"; set?: null; "delete": statestore.v1.DeleteMutation.$Shape; increment?: null; touch?: null; check?: null }|{ operation?: "increment"; set?: null; "delete"?: null; increment: statestore.v1.IncrementMutation.$Shape; touch?: null; check?: null }|{ operation?: "touch"; set?: null; "delete"?: null; increment?: null; touch: statestore.v1.TouchMutation.$Shape; check?: null }|{ operation?: "check"; set?: null; "delete"?: null; increment?: null; touch?: null; check: statestore.v1.CheckMutation.$Shape })
            );
        }

        /**
         * Properties of a SetMutation.
         * @deprecated Use statestore.v1.SetMutation.$Properties instead.
         */
        interface ISetMutation extends statestore.v1.SetMutation.$Properties {
        }

        /** Represents a SetMutation. */
        class SetMutation {

            /**
             * Constructs a new SetMutation.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.SetMutation.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SetMutation key. */
            key: string;

            /** SetMutation value. */
            value: Uint8Array;

            /** SetMutation contentType. */
            contentType: string;

            /** SetMutation kind. */
            kind: statestore.v1.Kind;

            /** SetMutation expiry. */
            expiry?: (statestore.v1.Expiry.$Properties|null);

            /** SetMutation precondition. */
            precondition?: (statestore.v1.Precondition.$Properties|null);

            /** SetMutation returnPrevious. */
            returnPrevious: boolean;

            /**
             * Encodes the specified SetMutation message. Does not implicitly {@link statestore.v1.SetMutation.verify|verify} messages.
             * @param message SetMutation message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.SetMutation.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SetMutation message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.SetMutation & statestore.v1.SetMutation.$Shape} SetMutation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.SetMutation & statestore.v1.SetMutation.$Shape;
        }

        namespace SetMutation {

            /** Properties of a SetMutation. */
            interface $Properties {

                /** SetMutation key */
                key?: (string|null);

                /** SetMutation value */
                value?: (Uint8Array|null);

                /** SetMutation contentType */
                contentType?: (string|null);

                /** SetMutation kind */
                kind?: (statestore.v1.Kind|null);

                /** SetMutation expiry */
                expiry?: (statestore.v1.Expiry.$Properties|null);

                /** SetMutation precondition */
                precondition?: (statestore.v1.Precondition.$Properties|null);

                /** SetMutation returnPrevious */
                returnPrevious?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SetMutation. */
            type $Shape = {
              key?: string|null;
              value?: Uint8Array|null;
              contentType?: string|null;
              kind?: statestore.v1.Kind|null;
              expiry?: statestore.v1.Expiry.$Shape|null;
              precondition?: statestore.v1.Precondition.$Shape|null;
              returnPrevious?: boolean|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a DeleteMutation.
         * @deprecated Use statestore.v1.DeleteMutation.$Properties instead.
         */
        interface IDeleteMutation extends statestore.v1.DeleteMutation.$Properties {
        }

        /** Represents a DeleteMutation. */
        class DeleteMutation {

            /**
             * Constructs a new DeleteMutation.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.DeleteMutation.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DeleteMutation key. */
            key: string;

            /** DeleteMutation precondition. */
            precondition?: (statestore.v1.Precondition.$Properties|null);

            /** DeleteMutation returnPrevious. */
            returnPrevious: boolean;

            /**
             * Encodes the specified DeleteMutation message. Does not implicitly {@link statestore.v1.DeleteMutation.verify|verify} messages.
             * @param message DeleteMutation message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.DeleteMutation.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DeleteMutation message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.DeleteMutation & statestore.v1.DeleteMutation.$Shape} DeleteMutation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.DeleteMutation & statestore.v1.DeleteMutation.$Shape;
        }

        namespace DeleteMutation {

            /** Properties of a DeleteMutation. */
            interface $Properties {

                /** DeleteMutation key */
                key?: (string|null);

                /** DeleteMutation precondition */
                precondition?: (statestore.v1.Precondition.$Properties|null);

                /** DeleteMutation returnPrevious */
                returnPrevious?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DeleteMutation. */
            type $Shape = {
              key?: string|null;
              precondition?: statestore.v1.Precondition.$Shape|null;
              returnPrevious?: boolean|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of an IncrementMutation.
         * @deprecated Use statestore.v1.IncrementMutation.$Properties instead.
         */
        interface IIncrementMutation extends statestore.v1.IncrementMutation.$Properties {
        }

        /** Represents an IncrementMutation. */
        class IncrementMutation {

            /**
             * Constructs a new IncrementMutation.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.IncrementMutation.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** IncrementMutation key. */
            key: string;

            /** IncrementMutation delta. */
            delta: (number|Long);

            /** IncrementMutation initial. */
            initial: (number|Long);

            /** IncrementMutation expiry. */
            expiry?: (statestore.v1.Expiry.$Properties|null);

            /** IncrementMutation precondition. */
            precondition?: (statestore.v1.Precondition.$Properties|null);

            /**
             * Encodes the specified IncrementMutation message. Does not implicitly {@link statestore.v1.IncrementMutation.verify|verify} messages.
             * @param message IncrementMutation message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.IncrementMutation.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an IncrementMutation message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.IncrementMutation & statestore.v1.IncrementMutation.$Shape} IncrementMutation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.IncrementMutation & statestore.v1.IncrementMutation.$Shape;
        }

        namespace IncrementMutation {

            /** Properties of an IncrementMutation. */
            interface $Properties {

                /** IncrementMutation key */
                key?: (string|null);

                /** IncrementMutation delta */
                delta?: (number|Long|null);

                /** IncrementMutation initial */
                initial?: (number|Long|null);

                /** IncrementMutation expiry */
                expiry?: (statestore.v1.Expiry.$Properties|null);

                /** IncrementMutation precondition */
                precondition?: (statestore.v1.Precondition.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an IncrementMutation. */
            type $Shape = {
              key?: string|null;
              delta?: number|Long|null;
              initial?: number|Long|null;
              expiry?: statestore.v1.Expiry.$Shape|null;
              precondition?: statestore.v1.Precondition.$Shape|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a TouchMutation.
         * @deprecated Use statestore.v1.TouchMutation.$Properties instead.
         */
        interface ITouchMutation extends statestore.v1.TouchMutation.$Properties {
        }

        /** Represents a TouchMutation. */
        class TouchMutation {

            /**
             * Constructs a new TouchMutation.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.TouchMutation.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TouchMutation key. */
            key: string;

            /** TouchMutation expiry. */
            expiry?: (statestore.v1.Expiry.$Properties|null);

            /** TouchMutation precondition. */
            precondition?: (statestore.v1.Precondition.$Properties|null);

            /**
             * Encodes the specified TouchMutation message. Does not implicitly {@link statestore.v1.TouchMutation.verify|verify} messages.
             * @param message TouchMutation message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.TouchMutation.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TouchMutation message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.TouchMutation & statestore.v1.TouchMutation.$Shape} TouchMutation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.TouchMutation & statestore.v1.TouchMutation.$Shape;
        }

        namespace TouchMutation {

            /** Properties of a TouchMutation. */
            interface $Properties {

                /** TouchMutation key */
                key?: (string|null);

                /** TouchMutation expiry */
                expiry?: (statestore.v1.Expiry.$Properties|null);

                /** TouchMutation precondition */
                precondition?: (statestore.v1.Precondition.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TouchMutation. */
            type $Shape = {
              key?: string|null;
              expiry?: statestore.v1.Expiry.$Shape|null;
              precondition?: statestore.v1.Precondition.$Shape|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a CheckMutation.
         * @deprecated Use statestore.v1.CheckMutation.$Properties instead.
         */
        interface ICheckMutation extends statestore.v1.CheckMutation.$Properties {
        }

        /** Represents a CheckMutation. */
        class CheckMutation {

            /**
             * Constructs a new CheckMutation.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.CheckMutation.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CheckMutation key. */
            key: string;

            /** CheckMutation precondition. */
            precondition?: (statestore.v1.Precondition.$Properties|null);

            /**
             * Encodes the specified CheckMutation message. Does not implicitly {@link statestore.v1.CheckMutation.verify|verify} messages.
             * @param message CheckMutation message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.CheckMutation.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CheckMutation message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.CheckMutation & statestore.v1.CheckMutation.$Shape} CheckMutation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.CheckMutation & statestore.v1.CheckMutation.$Shape;
        }

        namespace CheckMutation {

            /** Properties of a CheckMutation. */
            interface $Properties {

                /** CheckMutation key */
                key?: (string|null);

                /** CheckMutation precondition */
                precondition?: (statestore.v1.Precondition.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CheckMutation. */
            type $Shape = {
              key?: string|null;
              precondition?: statestore.v1.Precondition.$Shape|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a MutationResult.
         * @deprecated Use statestore.v1.MutationResult.$Properties instead.
         */
        interface IMutationResult extends statestore.v1.MutationResult.$Properties {
        }

        /** Represents a MutationResult. */
        class MutationResult {

            /**
             * Constructs a new MutationResult.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.MutationResult.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** MutationResult found. */
            found: boolean;

            /** MutationResult version. */
            version: string;

            /** MutationResult value. */
            value?: (number|Long|null);

            /** MutationResult expireTime. */
            expireTime?: (google.protobuf.Timestamp.$Properties|null);

            /** MutationResult previous. */
            previous?: (statestore.v1.Record.$Properties|null);

            /**
             * Encodes the specified MutationResult message. Does not implicitly {@link statestore.v1.MutationResult.verify|verify} messages.
             * @param message MutationResult message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.MutationResult.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a MutationResult message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.MutationResult & statestore.v1.MutationResult.$Shape} MutationResult
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.MutationResult & statestore.v1.MutationResult.$Shape;
        }

        namespace MutationResult {

            /** Properties of a MutationResult. */
            interface $Properties {

                /** MutationResult found */
                found?: (boolean|null);

                /** MutationResult version */
                version?: (string|null);

                /** MutationResult value */
                value?: (number|Long|null);

                /** MutationResult expireTime */
                expireTime?: (google.protobuf.Timestamp.$Properties|null);

                /** MutationResult previous */
                previous?: (statestore.v1.Record.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a MutationResult. */
            type $Shape = statestore.v1.MutationResult.$Properties;
        }

        /**
         * Properties of a CommitRequest.
         * @deprecated Use statestore.v1.CommitRequest.$Properties instead.
         */
        interface ICommitRequest extends statestore.v1.CommitRequest.$Properties {
        }

        /** Represents a CommitRequest. */
        class CommitRequest {

            /**
             * Constructs a new CommitRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.CommitRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CommitRequest store. */
            store: string;

            /** CommitRequest mutations. */
            mutations: statestore.v1.Mutation.$Properties[];

            /** CommitRequest idempotencyKey. */
            idempotencyKey: string;

            /** CommitRequest consistency. */
            consistency: statestore.v1.Consistency;

            /**
             * Encodes the specified CommitRequest message. Does not implicitly {@link statestore.v1.CommitRequest.verify|verify} messages.
             * @param message CommitRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.CommitRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CommitRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.CommitRequest & statestore.v1.CommitRequest.$Shape} CommitRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.CommitRequest & statestore.v1.CommitRequest.$Shape;
        }

        namespace CommitRequest {

            /** Properties of a CommitRequest. */
            interface $Properties {

                /** CommitRequest store */
                store?: (string|null);

                /** CommitRequest mutations */
                mutations?: (statestore.v1.Mutation.$Properties[]|null);

                /** CommitRequest idempotencyKey */
                idempotencyKey?: (string|null);

                /** CommitRequest consistency */
                consistency?: (statestore.v1.Consistency|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CommitRequest. */
            type $Shape = {
              store?: string|null;
              mutations?: statestore.v1.Mutation.$Shape[]|null;
              idempotencyKey?: string|null;
              consistency?: statestore.v1.Consistency|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a CommitResponse.
         * @deprecated Use statestore.v1.CommitResponse.$Properties instead.
         */
        interface ICommitResponse extends statestore.v1.CommitResponse.$Properties {
        }

        /** Represents a CommitResponse. */
        class CommitResponse {

            /**
             * Constructs a new CommitResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.CommitResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CommitResponse results. */
            results: statestore.v1.MutationResult.$Properties[];

            /**
             * Encodes the specified CommitResponse message. Does not implicitly {@link statestore.v1.CommitResponse.verify|verify} messages.
             * @param message CommitResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.CommitResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CommitResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.CommitResponse & statestore.v1.CommitResponse.$Shape} CommitResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.CommitResponse & statestore.v1.CommitResponse.$Shape;
        }

        namespace CommitResponse {

            /** Properties of a CommitResponse. */
            interface $Properties {

                /** CommitResponse results */
                results?: (statestore.v1.MutationResult.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CommitResponse. */
            type $Shape = statestore.v1.CommitResponse.$Properties;
        }

        /**
         * Properties of a BatchWriteRequest.
         * @deprecated Use statestore.v1.BatchWriteRequest.$Properties instead.
         */
        interface IBatchWriteRequest extends statestore.v1.BatchWriteRequest.$Properties {
        }

        /** Represents a BatchWriteRequest. */
        class BatchWriteRequest {

            /**
             * Constructs a new BatchWriteRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.BatchWriteRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** BatchWriteRequest store. */
            store: string;

            /** BatchWriteRequest mutations. */
            mutations: statestore.v1.Mutation.$Properties[];

            /** BatchWriteRequest idempotencyKey. */
            idempotencyKey: string;

            /** BatchWriteRequest consistency. */
            consistency: statestore.v1.Consistency;

            /**
             * Encodes the specified BatchWriteRequest message. Does not implicitly {@link statestore.v1.BatchWriteRequest.verify|verify} messages.
             * @param message BatchWriteRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.BatchWriteRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a BatchWriteRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.BatchWriteRequest & statestore.v1.BatchWriteRequest.$Shape} BatchWriteRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.BatchWriteRequest & statestore.v1.BatchWriteRequest.$Shape;
        }

        namespace BatchWriteRequest {

            /** Properties of a BatchWriteRequest. */
            interface $Properties {

                /** BatchWriteRequest store */
                store?: (string|null);

                /** BatchWriteRequest mutations */
                mutations?: (statestore.v1.Mutation.$Properties[]|null);

                /** BatchWriteRequest idempotencyKey */
                idempotencyKey?: (string|null);

                /** BatchWriteRequest consistency */
                consistency?: (statestore.v1.Consistency|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a BatchWriteRequest. */
            type $Shape = {
              store?: string|null;
              mutations?: statestore.v1.Mutation.$Shape[]|null;
              idempotencyKey?: string|null;
              consistency?: statestore.v1.Consistency|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a BatchWriteResponse.
         * @deprecated Use statestore.v1.BatchWriteResponse.$Properties instead.
         */
        interface IBatchWriteResponse extends statestore.v1.BatchWriteResponse.$Properties {
        }

        /** Represents a BatchWriteResponse. */
        class BatchWriteResponse {

            /**
             * Constructs a new BatchWriteResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.BatchWriteResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** BatchWriteResponse entries. */
            entries: statestore.v1.BatchWriteEntry.$Properties[];

            /**
             * Encodes the specified BatchWriteResponse message. Does not implicitly {@link statestore.v1.BatchWriteResponse.verify|verify} messages.
             * @param message BatchWriteResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.BatchWriteResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a BatchWriteResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.BatchWriteResponse & statestore.v1.BatchWriteResponse.$Shape} BatchWriteResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.BatchWriteResponse & statestore.v1.BatchWriteResponse.$Shape;
        }

        namespace BatchWriteResponse {

            /** Properties of a BatchWriteResponse. */
            interface $Properties {

                /** BatchWriteResponse entries */
                entries?: (statestore.v1.BatchWriteEntry.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a BatchWriteResponse. */
            type $Shape = statestore.v1.BatchWriteResponse.$Properties;
        }

        /**
         * Properties of a BatchWriteEntry.
         * @deprecated Use statestore.v1.BatchWriteEntry.$Properties instead.
         */
        interface IBatchWriteEntry extends statestore.v1.BatchWriteEntry.$Properties {
        }

        /** Represents a BatchWriteEntry. */
        class BatchWriteEntry {

            /**
             * Constructs a new BatchWriteEntry.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.BatchWriteEntry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** BatchWriteEntry result. */
            result?: (statestore.v1.MutationResult.$Properties|null);

            /** BatchWriteEntry status. */
            status?: (google.rpc.Status.$Properties|null);

            /**
             * Encodes the specified BatchWriteEntry message. Does not implicitly {@link statestore.v1.BatchWriteEntry.verify|verify} messages.
             * @param message BatchWriteEntry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.BatchWriteEntry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a BatchWriteEntry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.BatchWriteEntry & statestore.v1.BatchWriteEntry.$Shape} BatchWriteEntry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.BatchWriteEntry & statestore.v1.BatchWriteEntry.$Shape;
        }

        namespace BatchWriteEntry {

            /** Properties of a BatchWriteEntry. */
            interface $Properties {

                /** BatchWriteEntry result */
                result?: (statestore.v1.MutationResult.$Properties|null);

                /** BatchWriteEntry status */
                status?: (google.rpc.Status.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a BatchWriteEntry. */
            type $Shape = statestore.v1.BatchWriteEntry.$Properties;
        }

        /**
         * Properties of a ListRequest.
         * @deprecated Use statestore.v1.ListRequest.$Properties instead.
         */
        interface IListRequest extends statestore.v1.ListRequest.$Properties {
        }

        /** Represents a ListRequest. */
        class ListRequest {

            /**
             * Constructs a new ListRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.ListRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ListRequest store. */
            store: string;

            /** ListRequest prefix. */
            prefix: string;

            /** ListRequest pageSize. */
            pageSize: number;

            /** ListRequest pageToken. */
            pageToken: string;

            /** ListRequest view. */
            view: statestore.v1.View;

            /**
             * Encodes the specified ListRequest message. Does not implicitly {@link statestore.v1.ListRequest.verify|verify} messages.
             * @param message ListRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.ListRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ListRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.ListRequest & statestore.v1.ListRequest.$Shape} ListRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.ListRequest & statestore.v1.ListRequest.$Shape;
        }

        namespace ListRequest {

            /** Properties of a ListRequest. */
            interface $Properties {

                /** ListRequest store */
                store?: (string|null);

                /** ListRequest prefix */
                prefix?: (string|null);

                /** ListRequest pageSize */
                pageSize?: (number|null);

                /** ListRequest pageToken */
                pageToken?: (string|null);

                /** ListRequest view */
                view?: (statestore.v1.View|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ListRequest. */
            type $Shape = statestore.v1.ListRequest.$Properties;
        }

        /**
         * Properties of a ListResponse.
         * @deprecated Use statestore.v1.ListResponse.$Properties instead.
         */
        interface IListResponse extends statestore.v1.ListResponse.$Properties {
        }

        /** Represents a ListResponse. */
        class ListResponse {

            /**
             * Constructs a new ListResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.ListResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ListResponse entries. */
            entries: statestore.v1.Record.$Properties[];

            /** ListResponse nextPageToken. */
            nextPageToken: string;

            /**
             * Encodes the specified ListResponse message. Does not implicitly {@link statestore.v1.ListResponse.verify|verify} messages.
             * @param message ListResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.ListResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ListResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.ListResponse & statestore.v1.ListResponse.$Shape} ListResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.ListResponse & statestore.v1.ListResponse.$Shape;
        }

        namespace ListResponse {

            /** Properties of a ListResponse. */
            interface $Properties {

                /** ListResponse entries */
                entries?: (statestore.v1.Record.$Properties[]|null);

                /** ListResponse nextPageToken */
                nextPageToken?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ListResponse. */
            type $Shape = statestore.v1.ListResponse.$Properties;
        }

        /**
         * Properties of a DeletePrefixRequest.
         * @deprecated Use statestore.v1.DeletePrefixRequest.$Properties instead.
         */
        interface IDeletePrefixRequest extends statestore.v1.DeletePrefixRequest.$Properties {
        }

        /** Represents a DeletePrefixRequest. */
        class DeletePrefixRequest {

            /**
             * Constructs a new DeletePrefixRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.DeletePrefixRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DeletePrefixRequest store. */
            store: string;

            /** DeletePrefixRequest prefix. */
            prefix: string;

            /**
             * Encodes the specified DeletePrefixRequest message. Does not implicitly {@link statestore.v1.DeletePrefixRequest.verify|verify} messages.
             * @param message DeletePrefixRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.DeletePrefixRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DeletePrefixRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.DeletePrefixRequest & statestore.v1.DeletePrefixRequest.$Shape} DeletePrefixRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.DeletePrefixRequest & statestore.v1.DeletePrefixRequest.$Shape;
        }

        namespace DeletePrefixRequest {

            /** Properties of a DeletePrefixRequest. */
            interface $Properties {

                /** DeletePrefixRequest store */
                store?: (string|null);

                /** DeletePrefixRequest prefix */
                prefix?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DeletePrefixRequest. */
            type $Shape = statestore.v1.DeletePrefixRequest.$Properties;
        }

        /**
         * Properties of a DeletePrefixResponse.
         * @deprecated Use statestore.v1.DeletePrefixResponse.$Properties instead.
         */
        interface IDeletePrefixResponse extends statestore.v1.DeletePrefixResponse.$Properties {
        }

        /** Represents a DeletePrefixResponse. */
        class DeletePrefixResponse {

            /**
             * Constructs a new DeletePrefixResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.DeletePrefixResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DeletePrefixResponse deletedCount. */
            deletedCount: (number|Long);

            /**
             * Encodes the specified DeletePrefixResponse message. Does not implicitly {@link statestore.v1.DeletePrefixResponse.verify|verify} messages.
             * @param message DeletePrefixResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.DeletePrefixResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DeletePrefixResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.DeletePrefixResponse & statestore.v1.DeletePrefixResponse.$Shape} DeletePrefixResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.DeletePrefixResponse & statestore.v1.DeletePrefixResponse.$Shape;
        }

        namespace DeletePrefixResponse {

            /** Properties of a DeletePrefixResponse. */
            interface $Properties {

                /** DeletePrefixResponse deletedCount */
                deletedCount?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DeletePrefixResponse. */
            type $Shape = statestore.v1.DeletePrefixResponse.$Properties;
        }

        /**
         * Properties of a WatchRequest.
         * @deprecated Use statestore.v1.WatchRequest.$Properties instead.
         */
        interface IWatchRequest extends statestore.v1.WatchRequest.$Properties {
        }

        /** Represents a WatchRequest. */
        class WatchRequest {

            /**
             * Constructs a new WatchRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.WatchRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** WatchRequest store. */
            store: string;

            /** WatchRequest key. */
            key?: (string|null);

            /** WatchRequest prefix. */
            prefix?: (string|null);

            /** WatchRequest resumeToken. */
            resumeToken: string;

            /** WatchRequest sendInitial. */
            sendInitial: boolean;

            /** WatchRequest view. */
            view: statestore.v1.View;

            /** WatchRequest target. */
            target?: ("key"|"prefix");

            /**
             * Encodes the specified WatchRequest message. Does not implicitly {@link statestore.v1.WatchRequest.verify|verify} messages.
             * @param message WatchRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.WatchRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a WatchRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.WatchRequest & statestore.v1.WatchRequest.$Shape} WatchRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.WatchRequest & statestore.v1.WatchRequest.$Shape;
        }

        namespace WatchRequest {

            /** Properties of a WatchRequest. */
            interface $Properties {

                /** WatchRequest store */
                store?: (string|null);

                /** WatchRequest key */
                key?: (string|null);

                /** WatchRequest prefix */
                prefix?: (string|null);

                /** WatchRequest resumeToken */
                resumeToken?: (string|null);

                /** WatchRequest sendInitial */
                sendInitial?: (boolean|null);

                /** WatchRequest view */
                view?: (statestore.v1.View|null);

                /** WatchRequest target */
                target?: ("key"|"prefix");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a WatchRequest. */
            type $Shape = {
              store?: string|null;
              key?: string|null;
              prefix?: string|null;
              resumeToken?: string|null;
              sendInitial?: boolean|null;
              view?: statestore.v1.View|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ target?: undefined; key?: null; prefix?: null }|{ target?: "key"; key: string; prefix?: null }|{ target?: "prefix"; key?: null; prefix: string })
            );
        }

        /**
         * Properties of a WatchResponse.
         * @deprecated Use statestore.v1.WatchResponse.$Properties instead.
         */
        interface IWatchResponse extends statestore.v1.WatchResponse.$Properties {
        }

        /** Represents a WatchResponse. */
        class WatchResponse {

            /**
             * Constructs a new WatchResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.WatchResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** WatchResponse resumeToken. */
            resumeToken: string;

            /** WatchResponse put. */
            put?: (statestore.v1.PutEvent.$Properties|null);

            /** WatchResponse delete. */
            delete?: (statestore.v1.DeleteEvent.$Properties|null);

            /** WatchResponse expire. */
            expire?: (statestore.v1.ExpireEvent.$Properties|null);

            /** WatchResponse progress. */
            progress?: (statestore.v1.ProgressEvent.$Properties|null);

            /** WatchResponse reset. */
            reset?: (statestore.v1.ResetEvent.$Properties|null);

            /** WatchResponse event. */
            event?: ("put"|"delete"|"expire"|"progress"|"reset");

            /**
             * Encodes the specified WatchResponse message. Does not implicitly {@link statestore.v1.WatchResponse.verify|verify} messages.
             * @param message WatchResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.WatchResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a WatchResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.WatchResponse & statestore.v1.WatchResponse.$Shape} WatchResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.WatchResponse & statestore.v1.WatchResponse.$Shape;
        }

        namespace WatchResponse {

            /** Properties of a WatchResponse. */
            interface $Properties {

                /** WatchResponse resumeToken */
                resumeToken?: (string|null);

                /** WatchResponse put */
                put?: (statestore.v1.PutEvent.$Properties|null);

                /** WatchResponse delete */
                "delete"?: (statestore.v1.DeleteEvent.$Properties|null);

                /** WatchResponse expire */
                expire?: (statestore.v1.ExpireEvent.$Properties|null);

                /** WatchResponse progress */
                progress?: (statestore.v1.ProgressEvent.$Properties|null);

                /** WatchResponse reset */
                reset?: (statestore.v1.ResetEvent.$Properties|null);

                /** WatchResponse event */
                event?: ("put"|"delete"|"expire"|"progress"|"reset");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a WatchResponse. */
            type $Shape = {
              resumeToken?: string|null;
              put?: statestore.v1.PutEvent.$Shape|null;
              "delete"?: statestore.v1.DeleteEvent.$Shape|null;
              expire?: statestore.v1.ExpireEvent.$Shape|null;
              progress?: statestore.v1.ProgressEvent.$Shape|null;
              reset?: statestore.v1.ResetEvent.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ event?: undefined; put?: null; "delete"?: null; expire?: null; progress?: null; reset?: null }|{ event?: "put"; put: statestore.v1.PutEvent.$Shape; "delete"?: null; expire?: null; progress?: null; reset?: null }|{ event?: "delete"; put?: null; "delete": statestore.v1.DeleteEvent.$Shape; expire?: null; progress?: null; reset?: null }|{ event?: "expire"; put?: null; "delete"?: null; expire: statestore.v1.ExpireEvent.$Shape; progress?: null; reset?: null }|{ event?: "progress"; put?: null; "delete"?: null; expire?: null; progress: statestore.v1.ProgressEvent.$Shape; reset?: null }|{ event?: "reset"; put?: null; "delete"?: null; expire?: null; progress?: null; reset: statestore.v1.ResetEvent.$Shape })
            );
        }

        /**
         * Properties of a PutEvent.
         * @deprecated Use statestore.v1.PutEvent.$Properties instead.
         */
        interface IPutEvent extends statestore.v1.PutEvent.$Properties {
        }

        /** Represents a PutEvent. */
        class PutEvent {

            /**
             * Constructs a new PutEvent.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.PutEvent.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PutEvent record. */
            record?: (statestore.v1.Record.$Properties|null);

            /**
             * Encodes the specified PutEvent message. Does not implicitly {@link statestore.v1.PutEvent.verify|verify} messages.
             * @param message PutEvent message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.PutEvent.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PutEvent message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.PutEvent & statestore.v1.PutEvent.$Shape} PutEvent
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.PutEvent & statestore.v1.PutEvent.$Shape;
        }

        namespace PutEvent {

            /** Properties of a PutEvent. */
            interface $Properties {

                /** PutEvent record */
                record?: (statestore.v1.Record.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PutEvent. */
            type $Shape = statestore.v1.PutEvent.$Properties;
        }

        /**
         * Properties of a DeleteEvent.
         * @deprecated Use statestore.v1.DeleteEvent.$Properties instead.
         */
        interface IDeleteEvent extends statestore.v1.DeleteEvent.$Properties {
        }

        /** Represents a DeleteEvent. */
        class DeleteEvent {

            /**
             * Constructs a new DeleteEvent.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.DeleteEvent.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DeleteEvent key. */
            key: string;

            /**
             * Encodes the specified DeleteEvent message. Does not implicitly {@link statestore.v1.DeleteEvent.verify|verify} messages.
             * @param message DeleteEvent message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.DeleteEvent.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DeleteEvent message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.DeleteEvent & statestore.v1.DeleteEvent.$Shape} DeleteEvent
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.DeleteEvent & statestore.v1.DeleteEvent.$Shape;
        }

        namespace DeleteEvent {

            /** Properties of a DeleteEvent. */
            interface $Properties {

                /** DeleteEvent key */
                key?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DeleteEvent. */
            type $Shape = statestore.v1.DeleteEvent.$Properties;
        }

        /**
         * Properties of an ExpireEvent.
         * @deprecated Use statestore.v1.ExpireEvent.$Properties instead.
         */
        interface IExpireEvent extends statestore.v1.ExpireEvent.$Properties {
        }

        /** Represents an ExpireEvent. */
        class ExpireEvent {

            /**
             * Constructs a new ExpireEvent.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.ExpireEvent.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ExpireEvent key. */
            key: string;

            /**
             * Encodes the specified ExpireEvent message. Does not implicitly {@link statestore.v1.ExpireEvent.verify|verify} messages.
             * @param message ExpireEvent message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.ExpireEvent.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ExpireEvent message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.ExpireEvent & statestore.v1.ExpireEvent.$Shape} ExpireEvent
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.ExpireEvent & statestore.v1.ExpireEvent.$Shape;
        }

        namespace ExpireEvent {

            /** Properties of an ExpireEvent. */
            interface $Properties {

                /** ExpireEvent key */
                key?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ExpireEvent. */
            type $Shape = statestore.v1.ExpireEvent.$Properties;
        }

        /**
         * Properties of a ProgressEvent.
         * @deprecated Use statestore.v1.ProgressEvent.$Properties instead.
         */
        interface IProgressEvent extends statestore.v1.ProgressEvent.$Properties {
        }

        /** Represents a ProgressEvent. */
        class ProgressEvent {

            /**
             * Constructs a new ProgressEvent.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.ProgressEvent.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Encodes the specified ProgressEvent message. Does not implicitly {@link statestore.v1.ProgressEvent.verify|verify} messages.
             * @param message ProgressEvent message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.ProgressEvent.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ProgressEvent message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.ProgressEvent & statestore.v1.ProgressEvent.$Shape} ProgressEvent
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.ProgressEvent & statestore.v1.ProgressEvent.$Shape;
        }

        namespace ProgressEvent {

            /** Properties of a ProgressEvent. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ProgressEvent. */
            type $Shape = statestore.v1.ProgressEvent.$Properties;
        }

        /**
         * Properties of a ResetEvent.
         * @deprecated Use statestore.v1.ResetEvent.$Properties instead.
         */
        interface IResetEvent extends statestore.v1.ResetEvent.$Properties {
        }

        /** Represents a ResetEvent. */
        class ResetEvent {

            /**
             * Constructs a new ResetEvent.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.ResetEvent.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ResetEvent reason. */
            reason: string;

            /**
             * Encodes the specified ResetEvent message. Does not implicitly {@link statestore.v1.ResetEvent.verify|verify} messages.
             * @param message ResetEvent message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.ResetEvent.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ResetEvent message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.ResetEvent & statestore.v1.ResetEvent.$Shape} ResetEvent
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.ResetEvent & statestore.v1.ResetEvent.$Shape;
        }

        namespace ResetEvent {

            /** Properties of a ResetEvent. */
            interface $Properties {

                /** ResetEvent reason */
                reason?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ResetEvent. */
            type $Shape = statestore.v1.ResetEvent.$Properties;
        }

        /**
         * Properties of a ListStoresRequest.
         * @deprecated Use statestore.v1.ListStoresRequest.$Properties instead.
         */
        interface IListStoresRequest extends statestore.v1.ListStoresRequest.$Properties {
        }

        /** Represents a ListStoresRequest. */
        class ListStoresRequest {

            /**
             * Constructs a new ListStoresRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.ListStoresRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Encodes the specified ListStoresRequest message. Does not implicitly {@link statestore.v1.ListStoresRequest.verify|verify} messages.
             * @param message ListStoresRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.ListStoresRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ListStoresRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.ListStoresRequest & statestore.v1.ListStoresRequest.$Shape} ListStoresRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.ListStoresRequest & statestore.v1.ListStoresRequest.$Shape;
        }

        namespace ListStoresRequest {

            /** Properties of a ListStoresRequest. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ListStoresRequest. */
            type $Shape = statestore.v1.ListStoresRequest.$Properties;
        }

        /**
         * Properties of a ListStoresResponse.
         * @deprecated Use statestore.v1.ListStoresResponse.$Properties instead.
         */
        interface IListStoresResponse extends statestore.v1.ListStoresResponse.$Properties {
        }

        /** Represents a ListStoresResponse. */
        class ListStoresResponse {

            /**
             * Constructs a new ListStoresResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.ListStoresResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ListStoresResponse stores. */
            stores: statestore.v1.Store.$Properties[];

            /**
             * Encodes the specified ListStoresResponse message. Does not implicitly {@link statestore.v1.ListStoresResponse.verify|verify} messages.
             * @param message ListStoresResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.ListStoresResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ListStoresResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.ListStoresResponse & statestore.v1.ListStoresResponse.$Shape} ListStoresResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.ListStoresResponse & statestore.v1.ListStoresResponse.$Shape;
        }

        namespace ListStoresResponse {

            /** Properties of a ListStoresResponse. */
            interface $Properties {

                /** ListStoresResponse stores */
                stores?: (statestore.v1.Store.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ListStoresResponse. */
            type $Shape = statestore.v1.ListStoresResponse.$Properties;
        }

        /**
         * Properties of a Store.
         * @deprecated Use statestore.v1.Store.$Properties instead.
         */
        interface IStore extends statestore.v1.Store.$Properties {
        }

        /** Represents a Store. */
        class Store {

            /**
             * Constructs a new Store.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.Store.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Store name. */
            name: string;

            /** Store driver. */
            driver: string;

            /** Store facts. */
            facts?: (statestore.v1.StoreFacts.$Properties|null);

            /** Store health. */
            health?: (statestore.v1.StoreHealth.$Properties|null);

            /**
             * Encodes the specified Store message. Does not implicitly {@link statestore.v1.Store.verify|verify} messages.
             * @param message Store message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.Store.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Store message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.Store & statestore.v1.Store.$Shape} Store
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.Store & statestore.v1.Store.$Shape;
        }

        namespace Store {

            /** Properties of a Store. */
            interface $Properties {

                /** Store name */
                name?: (string|null);

                /** Store driver */
                driver?: (string|null);

                /** Store facts */
                facts?: (statestore.v1.StoreFacts.$Properties|null);

                /** Store health */
                health?: (statestore.v1.StoreHealth.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Store. */
            type $Shape = statestore.v1.Store.$Properties;
        }

        /**
         * Properties of a StoreFacts.
         * @deprecated Use statestore.v1.StoreFacts.$Properties instead.
         */
        interface IStoreFacts extends statestore.v1.StoreFacts.$Properties {
        }

        /** Represents a StoreFacts. */
        class StoreFacts {

            /**
             * Constructs a new StoreFacts.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.StoreFacts.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StoreFacts atomicity. */
            atomicity: statestore.v1.Atomicity;

            /** StoreFacts durability. */
            durability: statestore.v1.Durability;

            /** StoreFacts durabilityPromise. */
            durabilityPromise: string;

            /** StoreFacts nativeExpiry. */
            nativeExpiry: boolean;

            /** StoreFacts orderedScan. */
            orderedScan: boolean;

            /** StoreFacts changeFeed. */
            changeFeed: boolean;

            /** StoreFacts replicas. */
            replicas: boolean;

            /** StoreFacts queries. */
            queries: boolean;

            /**
             * Encodes the specified StoreFacts message. Does not implicitly {@link statestore.v1.StoreFacts.verify|verify} messages.
             * @param message StoreFacts message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.StoreFacts.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StoreFacts message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.StoreFacts & statestore.v1.StoreFacts.$Shape} StoreFacts
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.StoreFacts & statestore.v1.StoreFacts.$Shape;
        }

        namespace StoreFacts {

            /** Properties of a StoreFacts. */
            interface $Properties {

                /** StoreFacts atomicity */
                atomicity?: (statestore.v1.Atomicity|null);

                /** StoreFacts durability */
                durability?: (statestore.v1.Durability|null);

                /** StoreFacts durabilityPromise */
                durabilityPromise?: (string|null);

                /** StoreFacts nativeExpiry */
                nativeExpiry?: (boolean|null);

                /** StoreFacts orderedScan */
                orderedScan?: (boolean|null);

                /** StoreFacts changeFeed */
                changeFeed?: (boolean|null);

                /** StoreFacts replicas */
                replicas?: (boolean|null);

                /** StoreFacts queries */
                queries?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StoreFacts. */
            type $Shape = statestore.v1.StoreFacts.$Properties;
        }

        /** Atomicity enum. */
        enum Atomicity {

            /** ATOMICITY_UNSPECIFIED value */
            ATOMICITY_UNSPECIFIED = 0,

            /** ATOMICITY_ANY_KEYS value */
            ATOMICITY_ANY_KEYS = 1,

            /** ATOMICITY_ONE_SLOT value */
            ATOMICITY_ONE_SLOT = 2
        }

        /** Durability enum. */
        enum Durability {

            /** DURABILITY_UNSPECIFIED value */
            DURABILITY_UNSPECIFIED = 0,

            /** DURABILITY_MEMORY value */
            DURABILITY_MEMORY = 1,

            /** DURABILITY_PROCESS_CRASH value */
            DURABILITY_PROCESS_CRASH = 2,

            /** DURABILITY_POWER_LOSS value */
            DURABILITY_POWER_LOSS = 3,

            /** DURABILITY_PRIMARY_LOSS value */
            DURABILITY_PRIMARY_LOSS = 4
        }

        /**
         * Properties of a StoreHealth.
         * @deprecated Use statestore.v1.StoreHealth.$Properties instead.
         */
        interface IStoreHealth extends statestore.v1.StoreHealth.$Properties {
        }

        /** Represents a StoreHealth. */
        class StoreHealth {

            /**
             * Constructs a new StoreHealth.
             * @param [properties] Properties to set
             */
            constructor(properties?: statestore.v1.StoreHealth.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StoreHealth serving. */
            serving: boolean;

            /** StoreHealth checkTime. */
            checkTime?: (google.protobuf.Timestamp.$Properties|null);

            /** StoreHealth reason. */
            reason: string;

            /**
             * Encodes the specified StoreHealth message. Does not implicitly {@link statestore.v1.StoreHealth.verify|verify} messages.
             * @param message StoreHealth message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: statestore.v1.StoreHealth.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StoreHealth message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {statestore.v1.StoreHealth & statestore.v1.StoreHealth.$Shape} StoreHealth
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): statestore.v1.StoreHealth & statestore.v1.StoreHealth.$Shape;
        }

        namespace StoreHealth {

            /** Properties of a StoreHealth. */
            interface $Properties {

                /** StoreHealth serving */
                serving?: (boolean|null);

                /** StoreHealth checkTime */
                checkTime?: (google.protobuf.Timestamp.$Properties|null);

                /** StoreHealth reason */
                reason?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StoreHealth. */
            type $Shape = statestore.v1.StoreHealth.$Properties;
        }
    }
}

/** Namespace google. */
export namespace google {

    /** Namespace protobuf. */
    namespace protobuf {

        /**
         * Properties of a Duration.
         * @deprecated Use google.protobuf.Duration.$Properties instead.
         */
        interface IDuration extends google.protobuf.Duration.$Properties {
        }

        /** Represents a Duration. */
        class Duration {

            /**
             * Constructs a new Duration.
             * @param [properties] Properties to set
             */
            constructor(properties?: google.protobuf.Duration.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Duration seconds. */
            seconds: (number|Long);

            /** Duration nanos. */
            nanos: number;

            /**
             * Encodes the specified Duration message. Does not implicitly {@link google.protobuf.Duration.verify|verify} messages.
             * @param message Duration message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: google.protobuf.Duration.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Duration message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {google.protobuf.Duration & google.protobuf.Duration.$Shape} Duration
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): google.protobuf.Duration & google.protobuf.Duration.$Shape;
        }

        namespace Duration {

            /** Properties of a Duration. */
            interface $Properties {

                /** Duration seconds */
                seconds?: (number|Long|null);

                /** Duration nanos */
                nanos?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Duration. */
            type $Shape = google.protobuf.Duration.$Properties;
        }

        /**
         * Properties of a Timestamp.
         * @deprecated Use google.protobuf.Timestamp.$Properties instead.
         */
        interface ITimestamp extends google.protobuf.Timestamp.$Properties {
        }

        /** Represents a Timestamp. */
        class Timestamp {

            /**
             * Constructs a new Timestamp.
             * @param [properties] Properties to set
             */
            constructor(properties?: google.protobuf.Timestamp.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Timestamp seconds. */
            seconds: (number|Long);

            /** Timestamp nanos. */
            nanos: number;

            /**
             * Encodes the specified Timestamp message. Does not implicitly {@link google.protobuf.Timestamp.verify|verify} messages.
             * @param message Timestamp message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: google.protobuf.Timestamp.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Timestamp message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {google.protobuf.Timestamp & google.protobuf.Timestamp.$Shape} Timestamp
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): google.protobuf.Timestamp & google.protobuf.Timestamp.$Shape;
        }

        namespace Timestamp {

            /** Properties of a Timestamp. */
            interface $Properties {

                /** Timestamp seconds */
                seconds?: (number|Long|null);

                /** Timestamp nanos */
                nanos?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Timestamp. */
            type $Shape = google.protobuf.Timestamp.$Properties;
        }

        /**
         * Properties of an Any.
         * @deprecated Use google.protobuf.Any.$Properties instead.
         */
        interface IAny extends google.protobuf.Any.$Properties {
        }

        /** Represents an Any. */
        class Any {

            /**
             * Constructs a new Any.
             * @param [properties] Properties to set
             */
            constructor(properties?: google.protobuf.Any.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Any type_url. */
            type_url: string;

            /** Any value. */
            value: Uint8Array;

            /**
             * Encodes the specified Any message. Does not implicitly {@link google.protobuf.Any.verify|verify} messages.
             * @param message Any message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: google.protobuf.Any.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Any message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {google.protobuf.Any & google.protobuf.Any.$Shape} Any
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): google.protobuf.Any & google.protobuf.Any.$Shape;
        }

        namespace Any {

            /** Properties of an Any. */
            interface $Properties {

                /** Any type_url */
                type_url?: (string|null);

                /** Any value */
                value?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Any. */
            type $Shape = google.protobuf.Any.$Properties;
        }
    }

    /** Namespace rpc. */
    namespace rpc {

        /**
         * Properties of a Status.
         * @deprecated Use google.rpc.Status.$Properties instead.
         */
        interface IStatus extends google.rpc.Status.$Properties {
        }

        /** Represents a Status. */
        class Status {

            /**
             * Constructs a new Status.
             * @param [properties] Properties to set
             */
            constructor(properties?: google.rpc.Status.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Status code. */
            code: number;

            /** Status message. */
            message: string;

            /** Status details. */
            details: google.protobuf.Any.$Properties[];

            /**
             * Encodes the specified Status message. Does not implicitly {@link google.rpc.Status.verify|verify} messages.
             * @param message Status message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: google.rpc.Status.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Status message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {google.rpc.Status & google.rpc.Status.$Shape} Status
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): google.rpc.Status & google.rpc.Status.$Shape;
        }

        namespace Status {

            /** Properties of a Status. */
            interface $Properties {

                /** Status code */
                code?: (number|null);

                /** Status message */
                message?: (string|null);

                /** Status details */
                details?: (google.protobuf.Any.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Status. */
            type $Shape = google.rpc.Status.$Properties;
        }
    }
}
