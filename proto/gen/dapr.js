// Generated from dapr/proto/common/v1/common.proto, dapr/proto/runtime/v1/state.proto, dapr/proto/runtime/v1/metadata.proto, dapr/proto/runtime/v1/secret.proto, dapr/proto/runtime/v1/dapr.proto. Do not edit.
/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["pillion-dapr"] || ($protobuf.roots["pillion-dapr"] = {});

export const dapr = $root.dapr = (() => {

    /**
     * Namespace dapr.
     * @exports dapr
     * @namespace
     */
    const dapr = {};

    dapr.proto = (function() {

        /**
         * Namespace proto.
         * @memberof dapr
         * @namespace
         */
        const proto = {};

        proto.common = (function() {

            /**
             * Namespace common.
             * @memberof dapr.proto
             * @namespace
             */
            const common = {};

            common.v1 = (function() {

                /**
                 * Namespace v1.
                 * @memberof dapr.proto.common
                 * @namespace
                 */
                const v1 = {};

                v1.StateItem = (function() {

                    /**
                     * Properties of a StateItem.
                     * @typedef {Object} dapr.proto.common.v1.StateItem.$Properties
                     * @property {string|null} [key] StateItem key
                     * @property {Uint8Array|null} [value] StateItem value
                     * @property {dapr.proto.common.v1.Etag.$Properties|null} [etag] StateItem etag
                     * @property {Object.<string,string>|null} [metadata] StateItem metadata
                     * @property {dapr.proto.common.v1.StateOptions.$Properties|null} [options] StateItem options
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of a StateItem.
                     * @memberof dapr.proto.common.v1
                     * @interface IStateItem
                     * @augments dapr.proto.common.v1.StateItem.$Properties
                     * @deprecated Use dapr.proto.common.v1.StateItem.$Properties instead.
                     */

                    /**
                     * Shape of a StateItem.
                     * @typedef {dapr.proto.common.v1.StateItem.$Properties} dapr.proto.common.v1.StateItem.$Shape
                     */

                    /**
                     * Constructs a new StateItem.
                     * @memberof dapr.proto.common.v1
                     * @classdesc Represents a StateItem.
                     * @constructor
                     * @param {dapr.proto.common.v1.StateItem.$Properties=} [properties] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const StateItem = function (properties) {
                        this.metadata = {};
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    /**
                     * StateItem key.
                     * @member {string} key
                     * @memberof dapr.proto.common.v1.StateItem
                     * @instance
                     */
                    StateItem.prototype.key = "";

                    /**
                     * StateItem value.
                     * @member {Uint8Array} value
                     * @memberof dapr.proto.common.v1.StateItem
                     * @instance
                     */
                    StateItem.prototype.value = $util.newBuffer([]);

                    /**
                     * StateItem etag.
                     * @member {dapr.proto.common.v1.Etag.$Properties|null|undefined} etag
                     * @memberof dapr.proto.common.v1.StateItem
                     * @instance
                     */
                    StateItem.prototype.etag = null;

                    /**
                     * StateItem metadata.
                     * @member {Object.<string,string>} metadata
                     * @memberof dapr.proto.common.v1.StateItem
                     * @instance
                     */
                    StateItem.prototype.metadata = $util.emptyObject;

                    /**
                     * StateItem options.
                     * @member {dapr.proto.common.v1.StateOptions.$Properties|null|undefined} options
                     * @memberof dapr.proto.common.v1.StateItem
                     * @instance
                     */
                    StateItem.prototype.options = null;

                    /**
                     * Encodes the specified StateItem message. Does not implicitly {@link dapr.proto.common.v1.StateItem.verify|verify} messages.
                     * @function encode
                     * @memberof dapr.proto.common.v1.StateItem
                     * @static
                     * @param {dapr.proto.common.v1.StateItem.$Properties} message StateItem message or plain object to encode
                     * @param {$protobuf.Writer} [writer] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    StateItem.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                            writer.uint32(/* id 1, wireType 2 =*/10).string(message.key);
                        if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value.length)
                            writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.value);
                        if (message.etag != null && $Object.hasOwnProperty.call(message, "etag"))
                            $root.dapr.proto.common.v1.Etag.encode(message.etag, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                        if (message.metadata != null && $Object.hasOwnProperty.call(message, "metadata"))
                            for (let keys = $Object.keys(message.metadata), i = 0; i < keys.length; ++i)
                                writer.uint32(/* id 4, wireType 2 =*/34).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.metadata[keys[i]]).ldelim();
                        if (message.options != null && $Object.hasOwnProperty.call(message, "options"))
                            $root.dapr.proto.common.v1.StateOptions.encode(message.options, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    /**
                     * Decodes a StateItem message from the specified reader or buffer.
                     * @function decode
                     * @memberof dapr.proto.common.v1.StateItem
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                     * @param {number} [length] Message length if known beforehand
                     * @returns {dapr.proto.common.v1.StateItem & dapr.proto.common.v1.StateItem.$Shape} StateItem
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    StateItem.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, key, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.dapr.proto.common.v1.StateItem();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.key = value;
                                    else
                                        delete message.key;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.bytes()).length)
                                        message.value = value;
                                    else
                                        delete message.value;
                                    continue;
                                }
                            case 3: {
                                    if (wireType !== 2)
                                        break;
                                    message.etag = $root.dapr.proto.common.v1.Etag.decode(reader, reader.size(), $undefined, _depth + 1, message.etag);
                                    continue;
                                }
                            case 4: {
                                    if (wireType !== 2)
                                        break;
                                    if (message.metadata === $util.emptyObject)
                                        message.metadata = {};
                                    let end2 = reader.size() + reader.pos;
                                    if (end2 > reader.len)
                                        throw $RangeError("index out of range");
                                    reader.len = end2;
                                    key = "";
                                    value = "";
                                    while (reader.pos < end2) {
                                        let tag2 = reader.tag();
                                        wireType = tag2 & 7;
                                        switch (tag2 >>>= 3) {
                                        case 1:
                                            if (wireType !== 2)
                                                break;
                                            key = reader.stringVerify();
                                            continue;
                                        case 2:
                                            if (wireType !== 2)
                                                break;
                                            value = reader.stringVerify();
                                            continue;
                                        }
                                        reader.skipType(wireType, _depth, tag2);
                                    }
                                    if (reader.pos !== end2)
                                        throw $RangeError("index out of range");
                                    reader.len = end;
                                    if (key === "__proto__")
                                        $util.makeProp(message.metadata, key);
                                    message.metadata[key] = value;
                                    continue;
                                }
                            case 5: {
                                    if (wireType !== 2)
                                        break;
                                    message.options = $root.dapr.proto.common.v1.StateOptions.decode(reader, reader.size(), $undefined, _depth + 1, message.options);
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return StateItem;
                })();

                v1.Etag = (function() {

                    /**
                     * Properties of an Etag.
                     * @typedef {Object} dapr.proto.common.v1.Etag.$Properties
                     * @property {string|null} [value] Etag value
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of an Etag.
                     * @memberof dapr.proto.common.v1
                     * @interface IEtag
                     * @augments dapr.proto.common.v1.Etag.$Properties
                     * @deprecated Use dapr.proto.common.v1.Etag.$Properties instead.
                     */

                    /**
                     * Shape of an Etag.
                     * @typedef {dapr.proto.common.v1.Etag.$Properties} dapr.proto.common.v1.Etag.$Shape
                     */

                    /**
                     * Constructs a new Etag.
                     * @memberof dapr.proto.common.v1
                     * @classdesc Represents an Etag.
                     * @constructor
                     * @param {dapr.proto.common.v1.Etag.$Properties=} [properties] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const Etag = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    /**
                     * Etag value.
                     * @member {string} value
                     * @memberof dapr.proto.common.v1.Etag
                     * @instance
                     */
                    Etag.prototype.value = "";

                    /**
                     * Encodes the specified Etag message. Does not implicitly {@link dapr.proto.common.v1.Etag.verify|verify} messages.
                     * @function encode
                     * @memberof dapr.proto.common.v1.Etag
                     * @static
                     * @param {dapr.proto.common.v1.Etag.$Properties} message Etag message or plain object to encode
                     * @param {$protobuf.Writer} [writer] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    Etag.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value !== "")
                            writer.uint32(/* id 1, wireType 2 =*/10).string(message.value);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    /**
                     * Decodes an Etag message from the specified reader or buffer.
                     * @function decode
                     * @memberof dapr.proto.common.v1.Etag
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                     * @param {number} [length] Message length if known beforehand
                     * @returns {dapr.proto.common.v1.Etag & dapr.proto.common.v1.Etag.$Shape} Etag
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    Etag.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.dapr.proto.common.v1.Etag();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.value = value;
                                    else
                                        delete message.value;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return Etag;
                })();

                v1.StateOptions = (function() {

                    /**
                     * Properties of a StateOptions.
                     * @typedef {Object} dapr.proto.common.v1.StateOptions.$Properties
                     * @property {dapr.proto.common.v1.StateOptions.StateConcurrency|null} [concurrency] StateOptions concurrency
                     * @property {dapr.proto.common.v1.StateOptions.StateConsistency|null} [consistency] StateOptions consistency
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of a StateOptions.
                     * @memberof dapr.proto.common.v1
                     * @interface IStateOptions
                     * @augments dapr.proto.common.v1.StateOptions.$Properties
                     * @deprecated Use dapr.proto.common.v1.StateOptions.$Properties instead.
                     */

                    /**
                     * Shape of a StateOptions.
                     * @typedef {dapr.proto.common.v1.StateOptions.$Properties} dapr.proto.common.v1.StateOptions.$Shape
                     */

                    /**
                     * Constructs a new StateOptions.
                     * @memberof dapr.proto.common.v1
                     * @classdesc Represents a StateOptions.
                     * @constructor
                     * @param {dapr.proto.common.v1.StateOptions.$Properties=} [properties] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const StateOptions = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    /**
                     * StateOptions concurrency.
                     * @member {dapr.proto.common.v1.StateOptions.StateConcurrency} concurrency
                     * @memberof dapr.proto.common.v1.StateOptions
                     * @instance
                     */
                    StateOptions.prototype.concurrency = 0;

                    /**
                     * StateOptions consistency.
                     * @member {dapr.proto.common.v1.StateOptions.StateConsistency} consistency
                     * @memberof dapr.proto.common.v1.StateOptions
                     * @instance
                     */
                    StateOptions.prototype.consistency = 0;

                    /**
                     * Encodes the specified StateOptions message. Does not implicitly {@link dapr.proto.common.v1.StateOptions.verify|verify} messages.
                     * @function encode
                     * @memberof dapr.proto.common.v1.StateOptions
                     * @static
                     * @param {dapr.proto.common.v1.StateOptions.$Properties} message StateOptions message or plain object to encode
                     * @param {$protobuf.Writer} [writer] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    StateOptions.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.concurrency != null && $Object.hasOwnProperty.call(message, "concurrency") && message.concurrency !== 0)
                            writer.uint32(/* id 1, wireType 0 =*/8).int32(message.concurrency);
                        if (message.consistency != null && $Object.hasOwnProperty.call(message, "consistency") && message.consistency !== 0)
                            writer.uint32(/* id 2, wireType 0 =*/16).int32(message.consistency);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    /**
                     * Decodes a StateOptions message from the specified reader or buffer.
                     * @function decode
                     * @memberof dapr.proto.common.v1.StateOptions
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                     * @param {number} [length] Message length if known beforehand
                     * @returns {dapr.proto.common.v1.StateOptions & dapr.proto.common.v1.StateOptions.$Shape} StateOptions
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    StateOptions.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.dapr.proto.common.v1.StateOptions();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 0)
                                        break;
                                    if (value = reader.int32())
                                        message.concurrency = value;
                                    else
                                        delete message.concurrency;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 0)
                                        break;
                                    if (value = reader.int32())
                                        message.consistency = value;
                                    else
                                        delete message.consistency;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    /**
                     * StateConcurrency enum.
                     * @name dapr.proto.common.v1.StateOptions.StateConcurrency
                     * @enum {number}
                     * @property {number} CONCURRENCY_UNSPECIFIED=0 CONCURRENCY_UNSPECIFIED value
                     * @property {number} CONCURRENCY_FIRST_WRITE=1 CONCURRENCY_FIRST_WRITE value
                     * @property {number} CONCURRENCY_LAST_WRITE=2 CONCURRENCY_LAST_WRITE value
                     */
                    StateOptions.StateConcurrency = (function() {
                        const valuesById = $Object.create(null), values = $Object.create(valuesById);
                        values[valuesById[0] = "CONCURRENCY_UNSPECIFIED"] = 0;
                        values[valuesById[1] = "CONCURRENCY_FIRST_WRITE"] = 1;
                        values[valuesById[2] = "CONCURRENCY_LAST_WRITE"] = 2;
                        return values;
                    })();

                    /**
                     * StateConsistency enum.
                     * @name dapr.proto.common.v1.StateOptions.StateConsistency
                     * @enum {number}
                     * @property {number} CONSISTENCY_UNSPECIFIED=0 CONSISTENCY_UNSPECIFIED value
                     * @property {number} CONSISTENCY_EVENTUAL=1 CONSISTENCY_EVENTUAL value
                     * @property {number} CONSISTENCY_STRONG=2 CONSISTENCY_STRONG value
                     */
                    StateOptions.StateConsistency = (function() {
                        const valuesById = $Object.create(null), values = $Object.create(valuesById);
                        values[valuesById[0] = "CONSISTENCY_UNSPECIFIED"] = 0;
                        values[valuesById[1] = "CONSISTENCY_EVENTUAL"] = 1;
                        values[valuesById[2] = "CONSISTENCY_STRONG"] = 2;
                        return values;
                    })();

                    return StateOptions;
                })();

                return v1;
            })();

            return common;
        })();

        proto.runtime = (function() {

            /**
             * Namespace runtime.
             * @memberof dapr.proto
             * @namespace
             */
            const runtime = {};

            runtime.v1 = (function() {

                /**
                 * Namespace v1.
                 * @memberof dapr.proto.runtime
                 * @namespace
                 */
                const v1 = {};

                v1.GetStateRequest = (function() {

                    /**
                     * Properties of a GetStateRequest.
                     * @typedef {Object} dapr.proto.runtime.v1.GetStateRequest.$Properties
                     * @property {string|null} [storeName] GetStateRequest storeName
                     * @property {string|null} [key] GetStateRequest key
                     * @property {dapr.proto.common.v1.StateOptions.StateConsistency|null} [consistency] GetStateRequest consistency
                     * @property {Object.<string,string>|null} [metadata] GetStateRequest metadata
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of a GetStateRequest.
                     * @memberof dapr.proto.runtime.v1
                     * @interface IGetStateRequest
                     * @augments dapr.proto.runtime.v1.GetStateRequest.$Properties
                     * @deprecated Use dapr.proto.runtime.v1.GetStateRequest.$Properties instead.
                     */

                    /**
                     * Shape of a GetStateRequest.
                     * @typedef {dapr.proto.runtime.v1.GetStateRequest.$Properties} dapr.proto.runtime.v1.GetStateRequest.$Shape
                     */

                    /**
                     * Constructs a new GetStateRequest.
                     * @memberof dapr.proto.runtime.v1
                     * @classdesc Represents a GetStateRequest.
                     * @constructor
                     * @param {dapr.proto.runtime.v1.GetStateRequest.$Properties=} [properties] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const GetStateRequest = function (properties) {
                        this.metadata = {};
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    /**
                     * GetStateRequest storeName.
                     * @member {string} storeName
                     * @memberof dapr.proto.runtime.v1.GetStateRequest
                     * @instance
                     */
                    GetStateRequest.prototype.storeName = "";

                    /**
                     * GetStateRequest key.
                     * @member {string} key
                     * @memberof dapr.proto.runtime.v1.GetStateRequest
                     * @instance
                     */
                    GetStateRequest.prototype.key = "";

                    /**
                     * GetStateRequest consistency.
                     * @member {dapr.proto.common.v1.StateOptions.StateConsistency} consistency
                     * @memberof dapr.proto.runtime.v1.GetStateRequest
                     * @instance
                     */
                    GetStateRequest.prototype.consistency = 0;

                    /**
                     * GetStateRequest metadata.
                     * @member {Object.<string,string>} metadata
                     * @memberof dapr.proto.runtime.v1.GetStateRequest
                     * @instance
                     */
                    GetStateRequest.prototype.metadata = $util.emptyObject;

                    /**
                     * Encodes the specified GetStateRequest message. Does not implicitly {@link dapr.proto.runtime.v1.GetStateRequest.verify|verify} messages.
                     * @function encode
                     * @memberof dapr.proto.runtime.v1.GetStateRequest
                     * @static
                     * @param {dapr.proto.runtime.v1.GetStateRequest.$Properties} message GetStateRequest message or plain object to encode
                     * @param {$protobuf.Writer} [writer] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    GetStateRequest.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.storeName != null && $Object.hasOwnProperty.call(message, "storeName") && message.storeName !== "")
                            writer.uint32(/* id 1, wireType 2 =*/10).string(message.storeName);
                        if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                            writer.uint32(/* id 2, wireType 2 =*/18).string(message.key);
                        if (message.consistency != null && $Object.hasOwnProperty.call(message, "consistency") && message.consistency !== 0)
                            writer.uint32(/* id 3, wireType 0 =*/24).int32(message.consistency);
                        if (message.metadata != null && $Object.hasOwnProperty.call(message, "metadata"))
                            for (let keys = $Object.keys(message.metadata), i = 0; i < keys.length; ++i)
                                writer.uint32(/* id 4, wireType 2 =*/34).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.metadata[keys[i]]).ldelim();
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    /**
                     * Decodes a GetStateRequest message from the specified reader or buffer.
                     * @function decode
                     * @memberof dapr.proto.runtime.v1.GetStateRequest
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                     * @param {number} [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.GetStateRequest & dapr.proto.runtime.v1.GetStateRequest.$Shape} GetStateRequest
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    GetStateRequest.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, key, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.dapr.proto.runtime.v1.GetStateRequest();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.storeName = value;
                                    else
                                        delete message.storeName;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.key = value;
                                    else
                                        delete message.key;
                                    continue;
                                }
                            case 3: {
                                    if (wireType !== 0)
                                        break;
                                    if (value = reader.int32())
                                        message.consistency = value;
                                    else
                                        delete message.consistency;
                                    continue;
                                }
                            case 4: {
                                    if (wireType !== 2)
                                        break;
                                    if (message.metadata === $util.emptyObject)
                                        message.metadata = {};
                                    let end2 = reader.size() + reader.pos;
                                    if (end2 > reader.len)
                                        throw $RangeError("index out of range");
                                    reader.len = end2;
                                    key = "";
                                    value = "";
                                    while (reader.pos < end2) {
                                        let tag2 = reader.tag();
                                        wireType = tag2 & 7;
                                        switch (tag2 >>>= 3) {
                                        case 1:
                                            if (wireType !== 2)
                                                break;
                                            key = reader.stringVerify();
                                            continue;
                                        case 2:
                                            if (wireType !== 2)
                                                break;
                                            value = reader.stringVerify();
                                            continue;
                                        }
                                        reader.skipType(wireType, _depth, tag2);
                                    }
                                    if (reader.pos !== end2)
                                        throw $RangeError("index out of range");
                                    reader.len = end;
                                    if (key === "__proto__")
                                        $util.makeProp(message.metadata, key);
                                    message.metadata[key] = value;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return GetStateRequest;
                })();

                v1.GetStateResponse = (function() {

                    /**
                     * Properties of a GetStateResponse.
                     * @typedef {Object} dapr.proto.runtime.v1.GetStateResponse.$Properties
                     * @property {Uint8Array|null} [data] GetStateResponse data
                     * @property {string|null} [etag] GetStateResponse etag
                     * @property {Object.<string,string>|null} [metadata] GetStateResponse metadata
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of a GetStateResponse.
                     * @memberof dapr.proto.runtime.v1
                     * @interface IGetStateResponse
                     * @augments dapr.proto.runtime.v1.GetStateResponse.$Properties
                     * @deprecated Use dapr.proto.runtime.v1.GetStateResponse.$Properties instead.
                     */

                    /**
                     * Shape of a GetStateResponse.
                     * @typedef {dapr.proto.runtime.v1.GetStateResponse.$Properties} dapr.proto.runtime.v1.GetStateResponse.$Shape
                     */

                    /**
                     * Constructs a new GetStateResponse.
                     * @memberof dapr.proto.runtime.v1
                     * @classdesc Represents a GetStateResponse.
                     * @constructor
                     * @param {dapr.proto.runtime.v1.GetStateResponse.$Properties=} [properties] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const GetStateResponse = function (properties) {
                        this.metadata = {};
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    /**
                     * GetStateResponse data.
                     * @member {Uint8Array} data
                     * @memberof dapr.proto.runtime.v1.GetStateResponse
                     * @instance
                     */
                    GetStateResponse.prototype.data = $util.newBuffer([]);

                    /**
                     * GetStateResponse etag.
                     * @member {string} etag
                     * @memberof dapr.proto.runtime.v1.GetStateResponse
                     * @instance
                     */
                    GetStateResponse.prototype.etag = "";

                    /**
                     * GetStateResponse metadata.
                     * @member {Object.<string,string>} metadata
                     * @memberof dapr.proto.runtime.v1.GetStateResponse
                     * @instance
                     */
                    GetStateResponse.prototype.metadata = $util.emptyObject;

                    /**
                     * Encodes the specified GetStateResponse message. Does not implicitly {@link dapr.proto.runtime.v1.GetStateResponse.verify|verify} messages.
                     * @function encode
                     * @memberof dapr.proto.runtime.v1.GetStateResponse
                     * @static
                     * @param {dapr.proto.runtime.v1.GetStateResponse.$Properties} message GetStateResponse message or plain object to encode
                     * @param {$protobuf.Writer} [writer] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    GetStateResponse.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.data != null && $Object.hasOwnProperty.call(message, "data") && message.data.length)
                            writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.data);
                        if (message.etag != null && $Object.hasOwnProperty.call(message, "etag") && message.etag !== "")
                            writer.uint32(/* id 2, wireType 2 =*/18).string(message.etag);
                        if (message.metadata != null && $Object.hasOwnProperty.call(message, "metadata"))
                            for (let keys = $Object.keys(message.metadata), i = 0; i < keys.length; ++i)
                                writer.uint32(/* id 3, wireType 2 =*/26).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.metadata[keys[i]]).ldelim();
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    /**
                     * Decodes a GetStateResponse message from the specified reader or buffer.
                     * @function decode
                     * @memberof dapr.proto.runtime.v1.GetStateResponse
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                     * @param {number} [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.GetStateResponse & dapr.proto.runtime.v1.GetStateResponse.$Shape} GetStateResponse
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    GetStateResponse.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, key, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.dapr.proto.runtime.v1.GetStateResponse();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.bytes()).length)
                                        message.data = value;
                                    else
                                        delete message.data;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.etag = value;
                                    else
                                        delete message.etag;
                                    continue;
                                }
                            case 3: {
                                    if (wireType !== 2)
                                        break;
                                    if (message.metadata === $util.emptyObject)
                                        message.metadata = {};
                                    let end2 = reader.size() + reader.pos;
                                    if (end2 > reader.len)
                                        throw $RangeError("index out of range");
                                    reader.len = end2;
                                    key = "";
                                    value = "";
                                    while (reader.pos < end2) {
                                        let tag2 = reader.tag();
                                        wireType = tag2 & 7;
                                        switch (tag2 >>>= 3) {
                                        case 1:
                                            if (wireType !== 2)
                                                break;
                                            key = reader.stringVerify();
                                            continue;
                                        case 2:
                                            if (wireType !== 2)
                                                break;
                                            value = reader.stringVerify();
                                            continue;
                                        }
                                        reader.skipType(wireType, _depth, tag2);
                                    }
                                    if (reader.pos !== end2)
                                        throw $RangeError("index out of range");
                                    reader.len = end;
                                    if (key === "__proto__")
                                        $util.makeProp(message.metadata, key);
                                    message.metadata[key] = value;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return GetStateResponse;
                })();

                v1.GetBulkStateRequest = (function() {

                    /**
                     * Properties of a GetBulkStateRequest.
                     * @typedef {Object} dapr.proto.runtime.v1.GetBulkStateRequest.$Properties
                     * @property {string|null} [storeName] GetBulkStateRequest storeName
                     * @property {Array.<string>|null} [keys] GetBulkStateRequest keys
                     * @property {number|null} [parallelism] GetBulkStateRequest parallelism
                     * @property {Object.<string,string>|null} [metadata] GetBulkStateRequest metadata
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of a GetBulkStateRequest.
                     * @memberof dapr.proto.runtime.v1
                     * @interface IGetBulkStateRequest
                     * @augments dapr.proto.runtime.v1.GetBulkStateRequest.$Properties
                     * @deprecated Use dapr.proto.runtime.v1.GetBulkStateRequest.$Properties instead.
                     */

                    /**
                     * Shape of a GetBulkStateRequest.
                     * @typedef {dapr.proto.runtime.v1.GetBulkStateRequest.$Properties} dapr.proto.runtime.v1.GetBulkStateRequest.$Shape
                     */

                    /**
                     * Constructs a new GetBulkStateRequest.
                     * @memberof dapr.proto.runtime.v1
                     * @classdesc Represents a GetBulkStateRequest.
                     * @constructor
                     * @param {dapr.proto.runtime.v1.GetBulkStateRequest.$Properties=} [properties] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const GetBulkStateRequest = function (properties) {
                        this.keys = [];
                        this.metadata = {};
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    /**
                     * GetBulkStateRequest storeName.
                     * @member {string} storeName
                     * @memberof dapr.proto.runtime.v1.GetBulkStateRequest
                     * @instance
                     */
                    GetBulkStateRequest.prototype.storeName = "";

                    /**
                     * GetBulkStateRequest keys.
                     * @member {Array.<string>} keys
                     * @memberof dapr.proto.runtime.v1.GetBulkStateRequest
                     * @instance
                     */
                    GetBulkStateRequest.prototype.keys = $util.emptyArray;

                    /**
                     * GetBulkStateRequest parallelism.
                     * @member {number} parallelism
                     * @memberof dapr.proto.runtime.v1.GetBulkStateRequest
                     * @instance
                     */
                    GetBulkStateRequest.prototype.parallelism = 0;

                    /**
                     * GetBulkStateRequest metadata.
                     * @member {Object.<string,string>} metadata
                     * @memberof dapr.proto.runtime.v1.GetBulkStateRequest
                     * @instance
                     */
                    GetBulkStateRequest.prototype.metadata = $util.emptyObject;

                    /**
                     * Encodes the specified GetBulkStateRequest message. Does not implicitly {@link dapr.proto.runtime.v1.GetBulkStateRequest.verify|verify} messages.
                     * @function encode
                     * @memberof dapr.proto.runtime.v1.GetBulkStateRequest
                     * @static
                     * @param {dapr.proto.runtime.v1.GetBulkStateRequest.$Properties} message GetBulkStateRequest message or plain object to encode
                     * @param {$protobuf.Writer} [writer] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    GetBulkStateRequest.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.storeName != null && $Object.hasOwnProperty.call(message, "storeName") && message.storeName !== "")
                            writer.uint32(/* id 1, wireType 2 =*/10).string(message.storeName);
                        if (message.keys != null && message.keys.length)
                            for (let i = 0; i < message.keys.length; ++i)
                                writer.uint32(/* id 2, wireType 2 =*/18).string(message.keys[i]);
                        if (message.parallelism != null && $Object.hasOwnProperty.call(message, "parallelism") && message.parallelism !== 0)
                            writer.uint32(/* id 3, wireType 0 =*/24).int32(message.parallelism);
                        if (message.metadata != null && $Object.hasOwnProperty.call(message, "metadata"))
                            for (let keys = $Object.keys(message.metadata), i = 0; i < keys.length; ++i)
                                writer.uint32(/* id 4, wireType 2 =*/34).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.metadata[keys[i]]).ldelim();
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    /**
                     * Decodes a GetBulkStateRequest message from the specified reader or buffer.
                     * @function decode
                     * @memberof dapr.proto.runtime.v1.GetBulkStateRequest
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                     * @param {number} [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.GetBulkStateRequest & dapr.proto.runtime.v1.GetBulkStateRequest.$Shape} GetBulkStateRequest
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    GetBulkStateRequest.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, key, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.dapr.proto.runtime.v1.GetBulkStateRequest();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.storeName = value;
                                    else
                                        delete message.storeName;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        break;
                                    if (!(message.keys && message.keys.length))
                                        message.keys = [];
                                    message.keys.push(reader.stringVerify());
                                    continue;
                                }
                            case 3: {
                                    if (wireType !== 0)
                                        break;
                                    if (value = reader.int32())
                                        message.parallelism = value;
                                    else
                                        delete message.parallelism;
                                    continue;
                                }
                            case 4: {
                                    if (wireType !== 2)
                                        break;
                                    if (message.metadata === $util.emptyObject)
                                        message.metadata = {};
                                    let end2 = reader.size() + reader.pos;
                                    if (end2 > reader.len)
                                        throw $RangeError("index out of range");
                                    reader.len = end2;
                                    key = "";
                                    value = "";
                                    while (reader.pos < end2) {
                                        let tag2 = reader.tag();
                                        wireType = tag2 & 7;
                                        switch (tag2 >>>= 3) {
                                        case 1:
                                            if (wireType !== 2)
                                                break;
                                            key = reader.stringVerify();
                                            continue;
                                        case 2:
                                            if (wireType !== 2)
                                                break;
                                            value = reader.stringVerify();
                                            continue;
                                        }
                                        reader.skipType(wireType, _depth, tag2);
                                    }
                                    if (reader.pos !== end2)
                                        throw $RangeError("index out of range");
                                    reader.len = end;
                                    if (key === "__proto__")
                                        $util.makeProp(message.metadata, key);
                                    message.metadata[key] = value;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return GetBulkStateRequest;
                })();

                v1.GetBulkStateResponse = (function() {

                    /**
                     * Properties of a GetBulkStateResponse.
                     * @typedef {Object} dapr.proto.runtime.v1.GetBulkStateResponse.$Properties
                     * @property {Array.<dapr.proto.runtime.v1.BulkStateItem.$Properties>|null} [items] GetBulkStateResponse items
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of a GetBulkStateResponse.
                     * @memberof dapr.proto.runtime.v1
                     * @interface IGetBulkStateResponse
                     * @augments dapr.proto.runtime.v1.GetBulkStateResponse.$Properties
                     * @deprecated Use dapr.proto.runtime.v1.GetBulkStateResponse.$Properties instead.
                     */

                    /**
                     * Shape of a GetBulkStateResponse.
                     * @typedef {dapr.proto.runtime.v1.GetBulkStateResponse.$Properties} dapr.proto.runtime.v1.GetBulkStateResponse.$Shape
                     */

                    /**
                     * Constructs a new GetBulkStateResponse.
                     * @memberof dapr.proto.runtime.v1
                     * @classdesc Represents a GetBulkStateResponse.
                     * @constructor
                     * @param {dapr.proto.runtime.v1.GetBulkStateResponse.$Properties=} [properties] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const GetBulkStateResponse = function (properties) {
                        this.items = [];
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    /**
                     * GetBulkStateResponse items.
                     * @member {Array.<dapr.proto.runtime.v1.BulkStateItem.$Properties>} items
                     * @memberof dapr.proto.runtime.v1.GetBulkStateResponse
                     * @instance
                     */
                    GetBulkStateResponse.prototype.items = $util.emptyArray;

                    /**
                     * Encodes the specified GetBulkStateResponse message. Does not implicitly {@link dapr.proto.runtime.v1.GetBulkStateResponse.verify|verify} messages.
                     * @function encode
                     * @memberof dapr.proto.runtime.v1.GetBulkStateResponse
                     * @static
                     * @param {dapr.proto.runtime.v1.GetBulkStateResponse.$Properties} message GetBulkStateResponse message or plain object to encode
                     * @param {$protobuf.Writer} [writer] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    GetBulkStateResponse.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.items != null && message.items.length)
                            for (let i = 0; i < message.items.length; ++i)
                                $root.dapr.proto.runtime.v1.BulkStateItem.encode(message.items[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    /**
                     * Decodes a GetBulkStateResponse message from the specified reader or buffer.
                     * @function decode
                     * @memberof dapr.proto.runtime.v1.GetBulkStateResponse
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                     * @param {number} [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.GetBulkStateResponse & dapr.proto.runtime.v1.GetBulkStateResponse.$Shape} GetBulkStateResponse
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    GetBulkStateResponse.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.dapr.proto.runtime.v1.GetBulkStateResponse();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        break;
                                    if (!(message.items && message.items.length))
                                        message.items = [];
                                    message.items.push($root.dapr.proto.runtime.v1.BulkStateItem.decode(reader, reader.size(), $undefined, _depth + 1));
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return GetBulkStateResponse;
                })();

                v1.BulkStateItem = (function() {

                    /**
                     * Properties of a BulkStateItem.
                     * @typedef {Object} dapr.proto.runtime.v1.BulkStateItem.$Properties
                     * @property {string|null} [key] BulkStateItem key
                     * @property {Uint8Array|null} [data] BulkStateItem data
                     * @property {string|null} [etag] BulkStateItem etag
                     * @property {string|null} [error] BulkStateItem error
                     * @property {Object.<string,string>|null} [metadata] BulkStateItem metadata
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of a BulkStateItem.
                     * @memberof dapr.proto.runtime.v1
                     * @interface IBulkStateItem
                     * @augments dapr.proto.runtime.v1.BulkStateItem.$Properties
                     * @deprecated Use dapr.proto.runtime.v1.BulkStateItem.$Properties instead.
                     */

                    /**
                     * Shape of a BulkStateItem.
                     * @typedef {dapr.proto.runtime.v1.BulkStateItem.$Properties} dapr.proto.runtime.v1.BulkStateItem.$Shape
                     */

                    /**
                     * Constructs a new BulkStateItem.
                     * @memberof dapr.proto.runtime.v1
                     * @classdesc Represents a BulkStateItem.
                     * @constructor
                     * @param {dapr.proto.runtime.v1.BulkStateItem.$Properties=} [properties] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const BulkStateItem = function (properties) {
                        this.metadata = {};
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    /**
                     * BulkStateItem key.
                     * @member {string} key
                     * @memberof dapr.proto.runtime.v1.BulkStateItem
                     * @instance
                     */
                    BulkStateItem.prototype.key = "";

                    /**
                     * BulkStateItem data.
                     * @member {Uint8Array} data
                     * @memberof dapr.proto.runtime.v1.BulkStateItem
                     * @instance
                     */
                    BulkStateItem.prototype.data = $util.newBuffer([]);

                    /**
                     * BulkStateItem etag.
                     * @member {string} etag
                     * @memberof dapr.proto.runtime.v1.BulkStateItem
                     * @instance
                     */
                    BulkStateItem.prototype.etag = "";

                    /**
                     * BulkStateItem error.
                     * @member {string} error
                     * @memberof dapr.proto.runtime.v1.BulkStateItem
                     * @instance
                     */
                    BulkStateItem.prototype.error = "";

                    /**
                     * BulkStateItem metadata.
                     * @member {Object.<string,string>} metadata
                     * @memberof dapr.proto.runtime.v1.BulkStateItem
                     * @instance
                     */
                    BulkStateItem.prototype.metadata = $util.emptyObject;

                    /**
                     * Encodes the specified BulkStateItem message. Does not implicitly {@link dapr.proto.runtime.v1.BulkStateItem.verify|verify} messages.
                     * @function encode
                     * @memberof dapr.proto.runtime.v1.BulkStateItem
                     * @static
                     * @param {dapr.proto.runtime.v1.BulkStateItem.$Properties} message BulkStateItem message or plain object to encode
                     * @param {$protobuf.Writer} [writer] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    BulkStateItem.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                            writer.uint32(/* id 1, wireType 2 =*/10).string(message.key);
                        if (message.data != null && $Object.hasOwnProperty.call(message, "data") && message.data.length)
                            writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.data);
                        if (message.etag != null && $Object.hasOwnProperty.call(message, "etag") && message.etag !== "")
                            writer.uint32(/* id 3, wireType 2 =*/26).string(message.etag);
                        if (message.error != null && $Object.hasOwnProperty.call(message, "error") && message.error !== "")
                            writer.uint32(/* id 4, wireType 2 =*/34).string(message.error);
                        if (message.metadata != null && $Object.hasOwnProperty.call(message, "metadata"))
                            for (let keys = $Object.keys(message.metadata), i = 0; i < keys.length; ++i)
                                writer.uint32(/* id 5, wireType 2 =*/42).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.metadata[keys[i]]).ldelim();
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    /**
                     * Decodes a BulkStateItem message from the specified reader or buffer.
                     * @function decode
                     * @memberof dapr.proto.runtime.v1.BulkStateItem
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                     * @param {number} [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.BulkStateItem & dapr.proto.runtime.v1.BulkStateItem.$Shape} BulkStateItem
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    BulkStateItem.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, key, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.dapr.proto.runtime.v1.BulkStateItem();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.key = value;
                                    else
                                        delete message.key;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.bytes()).length)
                                        message.data = value;
                                    else
                                        delete message.data;
                                    continue;
                                }
                            case 3: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.etag = value;
                                    else
                                        delete message.etag;
                                    continue;
                                }
                            case 4: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.error = value;
                                    else
                                        delete message.error;
                                    continue;
                                }
                            case 5: {
                                    if (wireType !== 2)
                                        break;
                                    if (message.metadata === $util.emptyObject)
                                        message.metadata = {};
                                    let end2 = reader.size() + reader.pos;
                                    if (end2 > reader.len)
                                        throw $RangeError("index out of range");
                                    reader.len = end2;
                                    key = "";
                                    value = "";
                                    while (reader.pos < end2) {
                                        let tag2 = reader.tag();
                                        wireType = tag2 & 7;
                                        switch (tag2 >>>= 3) {
                                        case 1:
                                            if (wireType !== 2)
                                                break;
                                            key = reader.stringVerify();
                                            continue;
                                        case 2:
                                            if (wireType !== 2)
                                                break;
                                            value = reader.stringVerify();
                                            continue;
                                        }
                                        reader.skipType(wireType, _depth, tag2);
                                    }
                                    if (reader.pos !== end2)
                                        throw $RangeError("index out of range");
                                    reader.len = end;
                                    if (key === "__proto__")
                                        $util.makeProp(message.metadata, key);
                                    message.metadata[key] = value;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return BulkStateItem;
                })();

                v1.SaveStateRequest = (function() {

                    /**
                     * Properties of a SaveStateRequest.
                     * @typedef {Object} dapr.proto.runtime.v1.SaveStateRequest.$Properties
                     * @property {string|null} [storeName] SaveStateRequest storeName
                     * @property {Array.<dapr.proto.common.v1.StateItem.$Properties>|null} [states] SaveStateRequest states
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of a SaveStateRequest.
                     * @memberof dapr.proto.runtime.v1
                     * @interface ISaveStateRequest
                     * @augments dapr.proto.runtime.v1.SaveStateRequest.$Properties
                     * @deprecated Use dapr.proto.runtime.v1.SaveStateRequest.$Properties instead.
                     */

                    /**
                     * Shape of a SaveStateRequest.
                     * @typedef {dapr.proto.runtime.v1.SaveStateRequest.$Properties} dapr.proto.runtime.v1.SaveStateRequest.$Shape
                     */

                    /**
                     * Constructs a new SaveStateRequest.
                     * @memberof dapr.proto.runtime.v1
                     * @classdesc Represents a SaveStateRequest.
                     * @constructor
                     * @param {dapr.proto.runtime.v1.SaveStateRequest.$Properties=} [properties] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const SaveStateRequest = function (properties) {
                        this.states = [];
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    /**
                     * SaveStateRequest storeName.
                     * @member {string} storeName
                     * @memberof dapr.proto.runtime.v1.SaveStateRequest
                     * @instance
                     */
                    SaveStateRequest.prototype.storeName = "";

                    /**
                     * SaveStateRequest states.
                     * @member {Array.<dapr.proto.common.v1.StateItem.$Properties>} states
                     * @memberof dapr.proto.runtime.v1.SaveStateRequest
                     * @instance
                     */
                    SaveStateRequest.prototype.states = $util.emptyArray;

                    /**
                     * Encodes the specified SaveStateRequest message. Does not implicitly {@link dapr.proto.runtime.v1.SaveStateRequest.verify|verify} messages.
                     * @function encode
                     * @memberof dapr.proto.runtime.v1.SaveStateRequest
                     * @static
                     * @param {dapr.proto.runtime.v1.SaveStateRequest.$Properties} message SaveStateRequest message or plain object to encode
                     * @param {$protobuf.Writer} [writer] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    SaveStateRequest.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.storeName != null && $Object.hasOwnProperty.call(message, "storeName") && message.storeName !== "")
                            writer.uint32(/* id 1, wireType 2 =*/10).string(message.storeName);
                        if (message.states != null && message.states.length)
                            for (let i = 0; i < message.states.length; ++i)
                                $root.dapr.proto.common.v1.StateItem.encode(message.states[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    /**
                     * Decodes a SaveStateRequest message from the specified reader or buffer.
                     * @function decode
                     * @memberof dapr.proto.runtime.v1.SaveStateRequest
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                     * @param {number} [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.SaveStateRequest & dapr.proto.runtime.v1.SaveStateRequest.$Shape} SaveStateRequest
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    SaveStateRequest.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.dapr.proto.runtime.v1.SaveStateRequest();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.storeName = value;
                                    else
                                        delete message.storeName;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        break;
                                    if (!(message.states && message.states.length))
                                        message.states = [];
                                    message.states.push($root.dapr.proto.common.v1.StateItem.decode(reader, reader.size(), $undefined, _depth + 1));
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return SaveStateRequest;
                })();

                v1.DeleteStateRequest = (function() {

                    /**
                     * Properties of a DeleteStateRequest.
                     * @typedef {Object} dapr.proto.runtime.v1.DeleteStateRequest.$Properties
                     * @property {string|null} [storeName] DeleteStateRequest storeName
                     * @property {string|null} [key] DeleteStateRequest key
                     * @property {dapr.proto.common.v1.Etag.$Properties|null} [etag] DeleteStateRequest etag
                     * @property {dapr.proto.common.v1.StateOptions.$Properties|null} [options] DeleteStateRequest options
                     * @property {Object.<string,string>|null} [metadata] DeleteStateRequest metadata
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of a DeleteStateRequest.
                     * @memberof dapr.proto.runtime.v1
                     * @interface IDeleteStateRequest
                     * @augments dapr.proto.runtime.v1.DeleteStateRequest.$Properties
                     * @deprecated Use dapr.proto.runtime.v1.DeleteStateRequest.$Properties instead.
                     */

                    /**
                     * Shape of a DeleteStateRequest.
                     * @typedef {dapr.proto.runtime.v1.DeleteStateRequest.$Properties} dapr.proto.runtime.v1.DeleteStateRequest.$Shape
                     */

                    /**
                     * Constructs a new DeleteStateRequest.
                     * @memberof dapr.proto.runtime.v1
                     * @classdesc Represents a DeleteStateRequest.
                     * @constructor
                     * @param {dapr.proto.runtime.v1.DeleteStateRequest.$Properties=} [properties] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const DeleteStateRequest = function (properties) {
                        this.metadata = {};
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    /**
                     * DeleteStateRequest storeName.
                     * @member {string} storeName
                     * @memberof dapr.proto.runtime.v1.DeleteStateRequest
                     * @instance
                     */
                    DeleteStateRequest.prototype.storeName = "";

                    /**
                     * DeleteStateRequest key.
                     * @member {string} key
                     * @memberof dapr.proto.runtime.v1.DeleteStateRequest
                     * @instance
                     */
                    DeleteStateRequest.prototype.key = "";

                    /**
                     * DeleteStateRequest etag.
                     * @member {dapr.proto.common.v1.Etag.$Properties|null|undefined} etag
                     * @memberof dapr.proto.runtime.v1.DeleteStateRequest
                     * @instance
                     */
                    DeleteStateRequest.prototype.etag = null;

                    /**
                     * DeleteStateRequest options.
                     * @member {dapr.proto.common.v1.StateOptions.$Properties|null|undefined} options
                     * @memberof dapr.proto.runtime.v1.DeleteStateRequest
                     * @instance
                     */
                    DeleteStateRequest.prototype.options = null;

                    /**
                     * DeleteStateRequest metadata.
                     * @member {Object.<string,string>} metadata
                     * @memberof dapr.proto.runtime.v1.DeleteStateRequest
                     * @instance
                     */
                    DeleteStateRequest.prototype.metadata = $util.emptyObject;

                    /**
                     * Encodes the specified DeleteStateRequest message. Does not implicitly {@link dapr.proto.runtime.v1.DeleteStateRequest.verify|verify} messages.
                     * @function encode
                     * @memberof dapr.proto.runtime.v1.DeleteStateRequest
                     * @static
                     * @param {dapr.proto.runtime.v1.DeleteStateRequest.$Properties} message DeleteStateRequest message or plain object to encode
                     * @param {$protobuf.Writer} [writer] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    DeleteStateRequest.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.storeName != null && $Object.hasOwnProperty.call(message, "storeName") && message.storeName !== "")
                            writer.uint32(/* id 1, wireType 2 =*/10).string(message.storeName);
                        if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                            writer.uint32(/* id 2, wireType 2 =*/18).string(message.key);
                        if (message.etag != null && $Object.hasOwnProperty.call(message, "etag"))
                            $root.dapr.proto.common.v1.Etag.encode(message.etag, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                        if (message.options != null && $Object.hasOwnProperty.call(message, "options"))
                            $root.dapr.proto.common.v1.StateOptions.encode(message.options, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                        if (message.metadata != null && $Object.hasOwnProperty.call(message, "metadata"))
                            for (let keys = $Object.keys(message.metadata), i = 0; i < keys.length; ++i)
                                writer.uint32(/* id 5, wireType 2 =*/42).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.metadata[keys[i]]).ldelim();
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    /**
                     * Decodes a DeleteStateRequest message from the specified reader or buffer.
                     * @function decode
                     * @memberof dapr.proto.runtime.v1.DeleteStateRequest
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                     * @param {number} [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.DeleteStateRequest & dapr.proto.runtime.v1.DeleteStateRequest.$Shape} DeleteStateRequest
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    DeleteStateRequest.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, key, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.dapr.proto.runtime.v1.DeleteStateRequest();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.storeName = value;
                                    else
                                        delete message.storeName;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.key = value;
                                    else
                                        delete message.key;
                                    continue;
                                }
                            case 3: {
                                    if (wireType !== 2)
                                        break;
                                    message.etag = $root.dapr.proto.common.v1.Etag.decode(reader, reader.size(), $undefined, _depth + 1, message.etag);
                                    continue;
                                }
                            case 4: {
                                    if (wireType !== 2)
                                        break;
                                    message.options = $root.dapr.proto.common.v1.StateOptions.decode(reader, reader.size(), $undefined, _depth + 1, message.options);
                                    continue;
                                }
                            case 5: {
                                    if (wireType !== 2)
                                        break;
                                    if (message.metadata === $util.emptyObject)
                                        message.metadata = {};
                                    let end2 = reader.size() + reader.pos;
                                    if (end2 > reader.len)
                                        throw $RangeError("index out of range");
                                    reader.len = end2;
                                    key = "";
                                    value = "";
                                    while (reader.pos < end2) {
                                        let tag2 = reader.tag();
                                        wireType = tag2 & 7;
                                        switch (tag2 >>>= 3) {
                                        case 1:
                                            if (wireType !== 2)
                                                break;
                                            key = reader.stringVerify();
                                            continue;
                                        case 2:
                                            if (wireType !== 2)
                                                break;
                                            value = reader.stringVerify();
                                            continue;
                                        }
                                        reader.skipType(wireType, _depth, tag2);
                                    }
                                    if (reader.pos !== end2)
                                        throw $RangeError("index out of range");
                                    reader.len = end;
                                    if (key === "__proto__")
                                        $util.makeProp(message.metadata, key);
                                    message.metadata[key] = value;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return DeleteStateRequest;
                })();

                v1.DeleteBulkStateRequest = (function() {

                    /**
                     * Properties of a DeleteBulkStateRequest.
                     * @typedef {Object} dapr.proto.runtime.v1.DeleteBulkStateRequest.$Properties
                     * @property {string|null} [storeName] DeleteBulkStateRequest storeName
                     * @property {Array.<dapr.proto.common.v1.StateItem.$Properties>|null} [states] DeleteBulkStateRequest states
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of a DeleteBulkStateRequest.
                     * @memberof dapr.proto.runtime.v1
                     * @interface IDeleteBulkStateRequest
                     * @augments dapr.proto.runtime.v1.DeleteBulkStateRequest.$Properties
                     * @deprecated Use dapr.proto.runtime.v1.DeleteBulkStateRequest.$Properties instead.
                     */

                    /**
                     * Shape of a DeleteBulkStateRequest.
                     * @typedef {dapr.proto.runtime.v1.DeleteBulkStateRequest.$Properties} dapr.proto.runtime.v1.DeleteBulkStateRequest.$Shape
                     */

                    /**
                     * Constructs a new DeleteBulkStateRequest.
                     * @memberof dapr.proto.runtime.v1
                     * @classdesc Represents a DeleteBulkStateRequest.
                     * @constructor
                     * @param {dapr.proto.runtime.v1.DeleteBulkStateRequest.$Properties=} [properties] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const DeleteBulkStateRequest = function (properties) {
                        this.states = [];
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    /**
                     * DeleteBulkStateRequest storeName.
                     * @member {string} storeName
                     * @memberof dapr.proto.runtime.v1.DeleteBulkStateRequest
                     * @instance
                     */
                    DeleteBulkStateRequest.prototype.storeName = "";

                    /**
                     * DeleteBulkStateRequest states.
                     * @member {Array.<dapr.proto.common.v1.StateItem.$Properties>} states
                     * @memberof dapr.proto.runtime.v1.DeleteBulkStateRequest
                     * @instance
                     */
                    DeleteBulkStateRequest.prototype.states = $util.emptyArray;

                    /**
                     * Encodes the specified DeleteBulkStateRequest message. Does not implicitly {@link dapr.proto.runtime.v1.DeleteBulkStateRequest.verify|verify} messages.
                     * @function encode
                     * @memberof dapr.proto.runtime.v1.DeleteBulkStateRequest
                     * @static
                     * @param {dapr.proto.runtime.v1.DeleteBulkStateRequest.$Properties} message DeleteBulkStateRequest message or plain object to encode
                     * @param {$protobuf.Writer} [writer] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    DeleteBulkStateRequest.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.storeName != null && $Object.hasOwnProperty.call(message, "storeName") && message.storeName !== "")
                            writer.uint32(/* id 1, wireType 2 =*/10).string(message.storeName);
                        if (message.states != null && message.states.length)
                            for (let i = 0; i < message.states.length; ++i)
                                $root.dapr.proto.common.v1.StateItem.encode(message.states[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    /**
                     * Decodes a DeleteBulkStateRequest message from the specified reader or buffer.
                     * @function decode
                     * @memberof dapr.proto.runtime.v1.DeleteBulkStateRequest
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                     * @param {number} [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.DeleteBulkStateRequest & dapr.proto.runtime.v1.DeleteBulkStateRequest.$Shape} DeleteBulkStateRequest
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    DeleteBulkStateRequest.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.dapr.proto.runtime.v1.DeleteBulkStateRequest();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.storeName = value;
                                    else
                                        delete message.storeName;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        break;
                                    if (!(message.states && message.states.length))
                                        message.states = [];
                                    message.states.push($root.dapr.proto.common.v1.StateItem.decode(reader, reader.size(), $undefined, _depth + 1));
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return DeleteBulkStateRequest;
                })();

                v1.TransactionalStateOperation = (function() {

                    /**
                     * Properties of a TransactionalStateOperation.
                     * @typedef {Object} dapr.proto.runtime.v1.TransactionalStateOperation.$Properties
                     * @property {string|null} [operationType] TransactionalStateOperation operationType
                     * @property {dapr.proto.common.v1.StateItem.$Properties|null} [request] TransactionalStateOperation request
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of a TransactionalStateOperation.
                     * @memberof dapr.proto.runtime.v1
                     * @interface ITransactionalStateOperation
                     * @augments dapr.proto.runtime.v1.TransactionalStateOperation.$Properties
                     * @deprecated Use dapr.proto.runtime.v1.TransactionalStateOperation.$Properties instead.
                     */

                    /**
                     * Shape of a TransactionalStateOperation.
                     * @typedef {dapr.proto.runtime.v1.TransactionalStateOperation.$Properties} dapr.proto.runtime.v1.TransactionalStateOperation.$Shape
                     */

                    /**
                     * Constructs a new TransactionalStateOperation.
                     * @memberof dapr.proto.runtime.v1
                     * @classdesc Represents a TransactionalStateOperation.
                     * @constructor
                     * @param {dapr.proto.runtime.v1.TransactionalStateOperation.$Properties=} [properties] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const TransactionalStateOperation = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    /**
                     * TransactionalStateOperation operationType.
                     * @member {string} operationType
                     * @memberof dapr.proto.runtime.v1.TransactionalStateOperation
                     * @instance
                     */
                    TransactionalStateOperation.prototype.operationType = "";

                    /**
                     * TransactionalStateOperation request.
                     * @member {dapr.proto.common.v1.StateItem.$Properties|null|undefined} request
                     * @memberof dapr.proto.runtime.v1.TransactionalStateOperation
                     * @instance
                     */
                    TransactionalStateOperation.prototype.request = null;

                    /**
                     * Encodes the specified TransactionalStateOperation message. Does not implicitly {@link dapr.proto.runtime.v1.TransactionalStateOperation.verify|verify} messages.
                     * @function encode
                     * @memberof dapr.proto.runtime.v1.TransactionalStateOperation
                     * @static
                     * @param {dapr.proto.runtime.v1.TransactionalStateOperation.$Properties} message TransactionalStateOperation message or plain object to encode
                     * @param {$protobuf.Writer} [writer] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    TransactionalStateOperation.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.operationType != null && $Object.hasOwnProperty.call(message, "operationType") && message.operationType !== "")
                            writer.uint32(/* id 1, wireType 2 =*/10).string(message.operationType);
                        if (message.request != null && $Object.hasOwnProperty.call(message, "request"))
                            $root.dapr.proto.common.v1.StateItem.encode(message.request, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    /**
                     * Decodes a TransactionalStateOperation message from the specified reader or buffer.
                     * @function decode
                     * @memberof dapr.proto.runtime.v1.TransactionalStateOperation
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                     * @param {number} [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.TransactionalStateOperation & dapr.proto.runtime.v1.TransactionalStateOperation.$Shape} TransactionalStateOperation
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    TransactionalStateOperation.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.dapr.proto.runtime.v1.TransactionalStateOperation();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.operationType = value;
                                    else
                                        delete message.operationType;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        break;
                                    message.request = $root.dapr.proto.common.v1.StateItem.decode(reader, reader.size(), $undefined, _depth + 1, message.request);
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return TransactionalStateOperation;
                })();

                v1.ExecuteStateTransactionRequest = (function() {

                    /**
                     * Properties of an ExecuteStateTransactionRequest.
                     * @typedef {Object} dapr.proto.runtime.v1.ExecuteStateTransactionRequest.$Properties
                     * @property {string|null} [storeName] ExecuteStateTransactionRequest storeName
                     * @property {Array.<dapr.proto.runtime.v1.TransactionalStateOperation.$Properties>|null} [operations] ExecuteStateTransactionRequest operations
                     * @property {Object.<string,string>|null} [metadata] ExecuteStateTransactionRequest metadata
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of an ExecuteStateTransactionRequest.
                     * @memberof dapr.proto.runtime.v1
                     * @interface IExecuteStateTransactionRequest
                     * @augments dapr.proto.runtime.v1.ExecuteStateTransactionRequest.$Properties
                     * @deprecated Use dapr.proto.runtime.v1.ExecuteStateTransactionRequest.$Properties instead.
                     */

                    /**
                     * Shape of an ExecuteStateTransactionRequest.
                     * @typedef {dapr.proto.runtime.v1.ExecuteStateTransactionRequest.$Properties} dapr.proto.runtime.v1.ExecuteStateTransactionRequest.$Shape
                     */

                    /**
                     * Constructs a new ExecuteStateTransactionRequest.
                     * @memberof dapr.proto.runtime.v1
                     * @classdesc Represents an ExecuteStateTransactionRequest.
                     * @constructor
                     * @param {dapr.proto.runtime.v1.ExecuteStateTransactionRequest.$Properties=} [properties] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const ExecuteStateTransactionRequest = function (properties) {
                        this.operations = [];
                        this.metadata = {};
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    /**
                     * ExecuteStateTransactionRequest storeName.
                     * @member {string} storeName
                     * @memberof dapr.proto.runtime.v1.ExecuteStateTransactionRequest
                     * @instance
                     */
                    ExecuteStateTransactionRequest.prototype.storeName = "";

                    /**
                     * ExecuteStateTransactionRequest operations.
                     * @member {Array.<dapr.proto.runtime.v1.TransactionalStateOperation.$Properties>} operations
                     * @memberof dapr.proto.runtime.v1.ExecuteStateTransactionRequest
                     * @instance
                     */
                    ExecuteStateTransactionRequest.prototype.operations = $util.emptyArray;

                    /**
                     * ExecuteStateTransactionRequest metadata.
                     * @member {Object.<string,string>} metadata
                     * @memberof dapr.proto.runtime.v1.ExecuteStateTransactionRequest
                     * @instance
                     */
                    ExecuteStateTransactionRequest.prototype.metadata = $util.emptyObject;

                    /**
                     * Encodes the specified ExecuteStateTransactionRequest message. Does not implicitly {@link dapr.proto.runtime.v1.ExecuteStateTransactionRequest.verify|verify} messages.
                     * @function encode
                     * @memberof dapr.proto.runtime.v1.ExecuteStateTransactionRequest
                     * @static
                     * @param {dapr.proto.runtime.v1.ExecuteStateTransactionRequest.$Properties} message ExecuteStateTransactionRequest message or plain object to encode
                     * @param {$protobuf.Writer} [writer] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    ExecuteStateTransactionRequest.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.storeName != null && $Object.hasOwnProperty.call(message, "storeName") && message.storeName !== "")
                            writer.uint32(/* id 1, wireType 2 =*/10).string(message.storeName);
                        if (message.operations != null && message.operations.length)
                            for (let i = 0; i < message.operations.length; ++i)
                                $root.dapr.proto.runtime.v1.TransactionalStateOperation.encode(message.operations[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                        if (message.metadata != null && $Object.hasOwnProperty.call(message, "metadata"))
                            for (let keys = $Object.keys(message.metadata), i = 0; i < keys.length; ++i)
                                writer.uint32(/* id 3, wireType 2 =*/26).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.metadata[keys[i]]).ldelim();
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    /**
                     * Decodes an ExecuteStateTransactionRequest message from the specified reader or buffer.
                     * @function decode
                     * @memberof dapr.proto.runtime.v1.ExecuteStateTransactionRequest
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                     * @param {number} [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.ExecuteStateTransactionRequest & dapr.proto.runtime.v1.ExecuteStateTransactionRequest.$Shape} ExecuteStateTransactionRequest
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    ExecuteStateTransactionRequest.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, key, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.dapr.proto.runtime.v1.ExecuteStateTransactionRequest();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.storeName = value;
                                    else
                                        delete message.storeName;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        break;
                                    if (!(message.operations && message.operations.length))
                                        message.operations = [];
                                    message.operations.push($root.dapr.proto.runtime.v1.TransactionalStateOperation.decode(reader, reader.size(), $undefined, _depth + 1));
                                    continue;
                                }
                            case 3: {
                                    if (wireType !== 2)
                                        break;
                                    if (message.metadata === $util.emptyObject)
                                        message.metadata = {};
                                    let end2 = reader.size() + reader.pos;
                                    if (end2 > reader.len)
                                        throw $RangeError("index out of range");
                                    reader.len = end2;
                                    key = "";
                                    value = "";
                                    while (reader.pos < end2) {
                                        let tag2 = reader.tag();
                                        wireType = tag2 & 7;
                                        switch (tag2 >>>= 3) {
                                        case 1:
                                            if (wireType !== 2)
                                                break;
                                            key = reader.stringVerify();
                                            continue;
                                        case 2:
                                            if (wireType !== 2)
                                                break;
                                            value = reader.stringVerify();
                                            continue;
                                        }
                                        reader.skipType(wireType, _depth, tag2);
                                    }
                                    if (reader.pos !== end2)
                                        throw $RangeError("index out of range");
                                    reader.len = end;
                                    if (key === "__proto__")
                                        $util.makeProp(message.metadata, key);
                                    message.metadata[key] = value;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return ExecuteStateTransactionRequest;
                })();

                v1.QueryStateRequest = (function() {

                    /**
                     * Properties of a QueryStateRequest.
                     * @typedef {Object} dapr.proto.runtime.v1.QueryStateRequest.$Properties
                     * @property {string|null} [storeName] QueryStateRequest storeName
                     * @property {string|null} [query] QueryStateRequest query
                     * @property {Object.<string,string>|null} [metadata] QueryStateRequest metadata
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of a QueryStateRequest.
                     * @memberof dapr.proto.runtime.v1
                     * @interface IQueryStateRequest
                     * @augments dapr.proto.runtime.v1.QueryStateRequest.$Properties
                     * @deprecated Use dapr.proto.runtime.v1.QueryStateRequest.$Properties instead.
                     */

                    /**
                     * Shape of a QueryStateRequest.
                     * @typedef {dapr.proto.runtime.v1.QueryStateRequest.$Properties} dapr.proto.runtime.v1.QueryStateRequest.$Shape
                     */

                    /**
                     * Constructs a new QueryStateRequest.
                     * @memberof dapr.proto.runtime.v1
                     * @classdesc Represents a QueryStateRequest.
                     * @constructor
                     * @param {dapr.proto.runtime.v1.QueryStateRequest.$Properties=} [properties] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const QueryStateRequest = function (properties) {
                        this.metadata = {};
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    /**
                     * QueryStateRequest storeName.
                     * @member {string} storeName
                     * @memberof dapr.proto.runtime.v1.QueryStateRequest
                     * @instance
                     */
                    QueryStateRequest.prototype.storeName = "";

                    /**
                     * QueryStateRequest query.
                     * @member {string} query
                     * @memberof dapr.proto.runtime.v1.QueryStateRequest
                     * @instance
                     */
                    QueryStateRequest.prototype.query = "";

                    /**
                     * QueryStateRequest metadata.
                     * @member {Object.<string,string>} metadata
                     * @memberof dapr.proto.runtime.v1.QueryStateRequest
                     * @instance
                     */
                    QueryStateRequest.prototype.metadata = $util.emptyObject;

                    /**
                     * Encodes the specified QueryStateRequest message. Does not implicitly {@link dapr.proto.runtime.v1.QueryStateRequest.verify|verify} messages.
                     * @function encode
                     * @memberof dapr.proto.runtime.v1.QueryStateRequest
                     * @static
                     * @param {dapr.proto.runtime.v1.QueryStateRequest.$Properties} message QueryStateRequest message or plain object to encode
                     * @param {$protobuf.Writer} [writer] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    QueryStateRequest.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.storeName != null && $Object.hasOwnProperty.call(message, "storeName") && message.storeName !== "")
                            writer.uint32(/* id 1, wireType 2 =*/10).string(message.storeName);
                        if (message.query != null && $Object.hasOwnProperty.call(message, "query") && message.query !== "")
                            writer.uint32(/* id 2, wireType 2 =*/18).string(message.query);
                        if (message.metadata != null && $Object.hasOwnProperty.call(message, "metadata"))
                            for (let keys = $Object.keys(message.metadata), i = 0; i < keys.length; ++i)
                                writer.uint32(/* id 3, wireType 2 =*/26).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.metadata[keys[i]]).ldelim();
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    /**
                     * Decodes a QueryStateRequest message from the specified reader or buffer.
                     * @function decode
                     * @memberof dapr.proto.runtime.v1.QueryStateRequest
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                     * @param {number} [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.QueryStateRequest & dapr.proto.runtime.v1.QueryStateRequest.$Shape} QueryStateRequest
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    QueryStateRequest.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, key, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.dapr.proto.runtime.v1.QueryStateRequest();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.storeName = value;
                                    else
                                        delete message.storeName;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.query = value;
                                    else
                                        delete message.query;
                                    continue;
                                }
                            case 3: {
                                    if (wireType !== 2)
                                        break;
                                    if (message.metadata === $util.emptyObject)
                                        message.metadata = {};
                                    let end2 = reader.size() + reader.pos;
                                    if (end2 > reader.len)
                                        throw $RangeError("index out of range");
                                    reader.len = end2;
                                    key = "";
                                    value = "";
                                    while (reader.pos < end2) {
                                        let tag2 = reader.tag();
                                        wireType = tag2 & 7;
                                        switch (tag2 >>>= 3) {
                                        case 1:
                                            if (wireType !== 2)
                                                break;
                                            key = reader.stringVerify();
                                            continue;
                                        case 2:
                                            if (wireType !== 2)
                                                break;
                                            value = reader.stringVerify();
                                            continue;
                                        }
                                        reader.skipType(wireType, _depth, tag2);
                                    }
                                    if (reader.pos !== end2)
                                        throw $RangeError("index out of range");
                                    reader.len = end;
                                    if (key === "__proto__")
                                        $util.makeProp(message.metadata, key);
                                    message.metadata[key] = value;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return QueryStateRequest;
                })();

                v1.QueryStateItem = (function() {

                    /**
                     * Properties of a QueryStateItem.
                     * @typedef {Object} dapr.proto.runtime.v1.QueryStateItem.$Properties
                     * @property {string|null} [key] QueryStateItem key
                     * @property {Uint8Array|null} [data] QueryStateItem data
                     * @property {string|null} [etag] QueryStateItem etag
                     * @property {string|null} [error] QueryStateItem error
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of a QueryStateItem.
                     * @memberof dapr.proto.runtime.v1
                     * @interface IQueryStateItem
                     * @augments dapr.proto.runtime.v1.QueryStateItem.$Properties
                     * @deprecated Use dapr.proto.runtime.v1.QueryStateItem.$Properties instead.
                     */

                    /**
                     * Shape of a QueryStateItem.
                     * @typedef {dapr.proto.runtime.v1.QueryStateItem.$Properties} dapr.proto.runtime.v1.QueryStateItem.$Shape
                     */

                    /**
                     * Constructs a new QueryStateItem.
                     * @memberof dapr.proto.runtime.v1
                     * @classdesc Represents a QueryStateItem.
                     * @constructor
                     * @param {dapr.proto.runtime.v1.QueryStateItem.$Properties=} [properties] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const QueryStateItem = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    /**
                     * QueryStateItem key.
                     * @member {string} key
                     * @memberof dapr.proto.runtime.v1.QueryStateItem
                     * @instance
                     */
                    QueryStateItem.prototype.key = "";

                    /**
                     * QueryStateItem data.
                     * @member {Uint8Array} data
                     * @memberof dapr.proto.runtime.v1.QueryStateItem
                     * @instance
                     */
                    QueryStateItem.prototype.data = $util.newBuffer([]);

                    /**
                     * QueryStateItem etag.
                     * @member {string} etag
                     * @memberof dapr.proto.runtime.v1.QueryStateItem
                     * @instance
                     */
                    QueryStateItem.prototype.etag = "";

                    /**
                     * QueryStateItem error.
                     * @member {string} error
                     * @memberof dapr.proto.runtime.v1.QueryStateItem
                     * @instance
                     */
                    QueryStateItem.prototype.error = "";

                    /**
                     * Encodes the specified QueryStateItem message. Does not implicitly {@link dapr.proto.runtime.v1.QueryStateItem.verify|verify} messages.
                     * @function encode
                     * @memberof dapr.proto.runtime.v1.QueryStateItem
                     * @static
                     * @param {dapr.proto.runtime.v1.QueryStateItem.$Properties} message QueryStateItem message or plain object to encode
                     * @param {$protobuf.Writer} [writer] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    QueryStateItem.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                            writer.uint32(/* id 1, wireType 2 =*/10).string(message.key);
                        if (message.data != null && $Object.hasOwnProperty.call(message, "data") && message.data.length)
                            writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.data);
                        if (message.etag != null && $Object.hasOwnProperty.call(message, "etag") && message.etag !== "")
                            writer.uint32(/* id 3, wireType 2 =*/26).string(message.etag);
                        if (message.error != null && $Object.hasOwnProperty.call(message, "error") && message.error !== "")
                            writer.uint32(/* id 4, wireType 2 =*/34).string(message.error);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    /**
                     * Decodes a QueryStateItem message from the specified reader or buffer.
                     * @function decode
                     * @memberof dapr.proto.runtime.v1.QueryStateItem
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                     * @param {number} [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.QueryStateItem & dapr.proto.runtime.v1.QueryStateItem.$Shape} QueryStateItem
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    QueryStateItem.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.dapr.proto.runtime.v1.QueryStateItem();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.key = value;
                                    else
                                        delete message.key;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.bytes()).length)
                                        message.data = value;
                                    else
                                        delete message.data;
                                    continue;
                                }
                            case 3: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.etag = value;
                                    else
                                        delete message.etag;
                                    continue;
                                }
                            case 4: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.error = value;
                                    else
                                        delete message.error;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return QueryStateItem;
                })();

                v1.QueryStateResponse = (function() {

                    /**
                     * Properties of a QueryStateResponse.
                     * @typedef {Object} dapr.proto.runtime.v1.QueryStateResponse.$Properties
                     * @property {Array.<dapr.proto.runtime.v1.QueryStateItem.$Properties>|null} [results] QueryStateResponse results
                     * @property {string|null} [token] QueryStateResponse token
                     * @property {Object.<string,string>|null} [metadata] QueryStateResponse metadata
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of a QueryStateResponse.
                     * @memberof dapr.proto.runtime.v1
                     * @interface IQueryStateResponse
                     * @augments dapr.proto.runtime.v1.QueryStateResponse.$Properties
                     * @deprecated Use dapr.proto.runtime.v1.QueryStateResponse.$Properties instead.
                     */

                    /**
                     * Shape of a QueryStateResponse.
                     * @typedef {dapr.proto.runtime.v1.QueryStateResponse.$Properties} dapr.proto.runtime.v1.QueryStateResponse.$Shape
                     */

                    /**
                     * Constructs a new QueryStateResponse.
                     * @memberof dapr.proto.runtime.v1
                     * @classdesc Represents a QueryStateResponse.
                     * @constructor
                     * @param {dapr.proto.runtime.v1.QueryStateResponse.$Properties=} [properties] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const QueryStateResponse = function (properties) {
                        this.results = [];
                        this.metadata = {};
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    /**
                     * QueryStateResponse results.
                     * @member {Array.<dapr.proto.runtime.v1.QueryStateItem.$Properties>} results
                     * @memberof dapr.proto.runtime.v1.QueryStateResponse
                     * @instance
                     */
                    QueryStateResponse.prototype.results = $util.emptyArray;

                    /**
                     * QueryStateResponse token.
                     * @member {string} token
                     * @memberof dapr.proto.runtime.v1.QueryStateResponse
                     * @instance
                     */
                    QueryStateResponse.prototype.token = "";

                    /**
                     * QueryStateResponse metadata.
                     * @member {Object.<string,string>} metadata
                     * @memberof dapr.proto.runtime.v1.QueryStateResponse
                     * @instance
                     */
                    QueryStateResponse.prototype.metadata = $util.emptyObject;

                    /**
                     * Encodes the specified QueryStateResponse message. Does not implicitly {@link dapr.proto.runtime.v1.QueryStateResponse.verify|verify} messages.
                     * @function encode
                     * @memberof dapr.proto.runtime.v1.QueryStateResponse
                     * @static
                     * @param {dapr.proto.runtime.v1.QueryStateResponse.$Properties} message QueryStateResponse message or plain object to encode
                     * @param {$protobuf.Writer} [writer] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    QueryStateResponse.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.results != null && message.results.length)
                            for (let i = 0; i < message.results.length; ++i)
                                $root.dapr.proto.runtime.v1.QueryStateItem.encode(message.results[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                        if (message.token != null && $Object.hasOwnProperty.call(message, "token") && message.token !== "")
                            writer.uint32(/* id 2, wireType 2 =*/18).string(message.token);
                        if (message.metadata != null && $Object.hasOwnProperty.call(message, "metadata"))
                            for (let keys = $Object.keys(message.metadata), i = 0; i < keys.length; ++i)
                                writer.uint32(/* id 3, wireType 2 =*/26).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.metadata[keys[i]]).ldelim();
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    /**
                     * Decodes a QueryStateResponse message from the specified reader or buffer.
                     * @function decode
                     * @memberof dapr.proto.runtime.v1.QueryStateResponse
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                     * @param {number} [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.QueryStateResponse & dapr.proto.runtime.v1.QueryStateResponse.$Shape} QueryStateResponse
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    QueryStateResponse.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, key, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.dapr.proto.runtime.v1.QueryStateResponse();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        break;
                                    if (!(message.results && message.results.length))
                                        message.results = [];
                                    message.results.push($root.dapr.proto.runtime.v1.QueryStateItem.decode(reader, reader.size(), $undefined, _depth + 1));
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.token = value;
                                    else
                                        delete message.token;
                                    continue;
                                }
                            case 3: {
                                    if (wireType !== 2)
                                        break;
                                    if (message.metadata === $util.emptyObject)
                                        message.metadata = {};
                                    let end2 = reader.size() + reader.pos;
                                    if (end2 > reader.len)
                                        throw $RangeError("index out of range");
                                    reader.len = end2;
                                    key = "";
                                    value = "";
                                    while (reader.pos < end2) {
                                        let tag2 = reader.tag();
                                        wireType = tag2 & 7;
                                        switch (tag2 >>>= 3) {
                                        case 1:
                                            if (wireType !== 2)
                                                break;
                                            key = reader.stringVerify();
                                            continue;
                                        case 2:
                                            if (wireType !== 2)
                                                break;
                                            value = reader.stringVerify();
                                            continue;
                                        }
                                        reader.skipType(wireType, _depth, tag2);
                                    }
                                    if (reader.pos !== end2)
                                        throw $RangeError("index out of range");
                                    reader.len = end;
                                    if (key === "__proto__")
                                        $util.makeProp(message.metadata, key);
                                    message.metadata[key] = value;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return QueryStateResponse;
                })();

                v1.GetMetadataRequest = (function() {

                    /**
                     * Properties of a GetMetadataRequest.
                     * @typedef {Object} dapr.proto.runtime.v1.GetMetadataRequest.$Properties
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of a GetMetadataRequest.
                     * @memberof dapr.proto.runtime.v1
                     * @interface IGetMetadataRequest
                     * @augments dapr.proto.runtime.v1.GetMetadataRequest.$Properties
                     * @deprecated Use dapr.proto.runtime.v1.GetMetadataRequest.$Properties instead.
                     */

                    /**
                     * Shape of a GetMetadataRequest.
                     * @typedef {dapr.proto.runtime.v1.GetMetadataRequest.$Properties} dapr.proto.runtime.v1.GetMetadataRequest.$Shape
                     */

                    /**
                     * Constructs a new GetMetadataRequest.
                     * @memberof dapr.proto.runtime.v1
                     * @classdesc Represents a GetMetadataRequest.
                     * @constructor
                     * @param {dapr.proto.runtime.v1.GetMetadataRequest.$Properties=} [properties] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const GetMetadataRequest = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    /**
                     * Encodes the specified GetMetadataRequest message. Does not implicitly {@link dapr.proto.runtime.v1.GetMetadataRequest.verify|verify} messages.
                     * @function encode
                     * @memberof dapr.proto.runtime.v1.GetMetadataRequest
                     * @static
                     * @param {dapr.proto.runtime.v1.GetMetadataRequest.$Properties} message GetMetadataRequest message or plain object to encode
                     * @param {$protobuf.Writer} [writer] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    GetMetadataRequest.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    /**
                     * Decodes a GetMetadataRequest message from the specified reader or buffer.
                     * @function decode
                     * @memberof dapr.proto.runtime.v1.GetMetadataRequest
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                     * @param {number} [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.GetMetadataRequest & dapr.proto.runtime.v1.GetMetadataRequest.$Shape} GetMetadataRequest
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    GetMetadataRequest.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.dapr.proto.runtime.v1.GetMetadataRequest();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            reader.skipType(tag & 7, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return GetMetadataRequest;
                })();

                v1.GetMetadataResponse = (function() {

                    /**
                     * Properties of a GetMetadataResponse.
                     * @typedef {Object} dapr.proto.runtime.v1.GetMetadataResponse.$Properties
                     * @property {string|null} [id] GetMetadataResponse id
                     * @property {Array.<dapr.proto.runtime.v1.ActiveActorsCount.$Properties>|null} [activeActorsCount] GetMetadataResponse activeActorsCount
                     * @property {Array.<dapr.proto.runtime.v1.RegisteredComponents.$Properties>|null} [registeredComponents] GetMetadataResponse registeredComponents
                     * @property {Object.<string,string>|null} [extendedMetadata] GetMetadataResponse extendedMetadata
                     * @property {Array.<dapr.proto.runtime.v1.PubsubSubscription.$Properties>|null} [subscriptions] GetMetadataResponse subscriptions
                     * @property {Array.<dapr.proto.runtime.v1.MetadataHTTPEndpoint.$Properties>|null} [httpEndpoints] GetMetadataResponse httpEndpoints
                     * @property {dapr.proto.runtime.v1.AppConnectionProperties.$Properties|null} [appConnectionProperties] GetMetadataResponse appConnectionProperties
                     * @property {string|null} [runtimeVersion] GetMetadataResponse runtimeVersion
                     * @property {Array.<string>|null} [enabledFeatures] GetMetadataResponse enabledFeatures
                     * @property {dapr.proto.runtime.v1.ActorRuntime.$Properties|null} [actorRuntime] GetMetadataResponse actorRuntime
                     * @property {dapr.proto.runtime.v1.MetadataScheduler.$Properties|null} [scheduler] GetMetadataResponse scheduler
                     * @property {dapr.proto.runtime.v1.MetadataWorkflows.$Properties|null} [workflows] GetMetadataResponse workflows
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of a GetMetadataResponse.
                     * @memberof dapr.proto.runtime.v1
                     * @interface IGetMetadataResponse
                     * @augments dapr.proto.runtime.v1.GetMetadataResponse.$Properties
                     * @deprecated Use dapr.proto.runtime.v1.GetMetadataResponse.$Properties instead.
                     */

                    /**
                     * Shape of a GetMetadataResponse.
                     * @typedef {dapr.proto.runtime.v1.GetMetadataResponse.$Properties} dapr.proto.runtime.v1.GetMetadataResponse.$Shape
                     */

                    /**
                     * Constructs a new GetMetadataResponse.
                     * @memberof dapr.proto.runtime.v1
                     * @classdesc Represents a GetMetadataResponse.
                     * @constructor
                     * @param {dapr.proto.runtime.v1.GetMetadataResponse.$Properties=} [properties] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const GetMetadataResponse = function (properties) {
                        this.activeActorsCount = [];
                        this.registeredComponents = [];
                        this.extendedMetadata = {};
                        this.subscriptions = [];
                        this.httpEndpoints = [];
                        this.enabledFeatures = [];
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    /**
                     * GetMetadataResponse id.
                     * @member {string} id
                     * @memberof dapr.proto.runtime.v1.GetMetadataResponse
                     * @instance
                     */
                    GetMetadataResponse.prototype.id = "";

                    /**
                     * GetMetadataResponse activeActorsCount.
                     * @member {Array.<dapr.proto.runtime.v1.ActiveActorsCount.$Properties>} activeActorsCount
                     * @memberof dapr.proto.runtime.v1.GetMetadataResponse
                     * @instance
                     */
                    GetMetadataResponse.prototype.activeActorsCount = $util.emptyArray;

                    /**
                     * GetMetadataResponse registeredComponents.
                     * @member {Array.<dapr.proto.runtime.v1.RegisteredComponents.$Properties>} registeredComponents
                     * @memberof dapr.proto.runtime.v1.GetMetadataResponse
                     * @instance
                     */
                    GetMetadataResponse.prototype.registeredComponents = $util.emptyArray;

                    /**
                     * GetMetadataResponse extendedMetadata.
                     * @member {Object.<string,string>} extendedMetadata
                     * @memberof dapr.proto.runtime.v1.GetMetadataResponse
                     * @instance
                     */
                    GetMetadataResponse.prototype.extendedMetadata = $util.emptyObject;

                    /**
                     * GetMetadataResponse subscriptions.
                     * @member {Array.<dapr.proto.runtime.v1.PubsubSubscription.$Properties>} subscriptions
                     * @memberof dapr.proto.runtime.v1.GetMetadataResponse
                     * @instance
                     */
                    GetMetadataResponse.prototype.subscriptions = $util.emptyArray;

                    /**
                     * GetMetadataResponse httpEndpoints.
                     * @member {Array.<dapr.proto.runtime.v1.MetadataHTTPEndpoint.$Properties>} httpEndpoints
                     * @memberof dapr.proto.runtime.v1.GetMetadataResponse
                     * @instance
                     */
                    GetMetadataResponse.prototype.httpEndpoints = $util.emptyArray;

                    /**
                     * GetMetadataResponse appConnectionProperties.
                     * @member {dapr.proto.runtime.v1.AppConnectionProperties.$Properties|null|undefined} appConnectionProperties
                     * @memberof dapr.proto.runtime.v1.GetMetadataResponse
                     * @instance
                     */
                    GetMetadataResponse.prototype.appConnectionProperties = null;

                    /**
                     * GetMetadataResponse runtimeVersion.
                     * @member {string} runtimeVersion
                     * @memberof dapr.proto.runtime.v1.GetMetadataResponse
                     * @instance
                     */
                    GetMetadataResponse.prototype.runtimeVersion = "";

                    /**
                     * GetMetadataResponse enabledFeatures.
                     * @member {Array.<string>} enabledFeatures
                     * @memberof dapr.proto.runtime.v1.GetMetadataResponse
                     * @instance
                     */
                    GetMetadataResponse.prototype.enabledFeatures = $util.emptyArray;

                    /**
                     * GetMetadataResponse actorRuntime.
                     * @member {dapr.proto.runtime.v1.ActorRuntime.$Properties|null|undefined} actorRuntime
                     * @memberof dapr.proto.runtime.v1.GetMetadataResponse
                     * @instance
                     */
                    GetMetadataResponse.prototype.actorRuntime = null;

                    /**
                     * GetMetadataResponse scheduler.
                     * @member {dapr.proto.runtime.v1.MetadataScheduler.$Properties|null|undefined} scheduler
                     * @memberof dapr.proto.runtime.v1.GetMetadataResponse
                     * @instance
                     */
                    GetMetadataResponse.prototype.scheduler = null;

                    /**
                     * GetMetadataResponse workflows.
                     * @member {dapr.proto.runtime.v1.MetadataWorkflows.$Properties|null|undefined} workflows
                     * @memberof dapr.proto.runtime.v1.GetMetadataResponse
                     * @instance
                     */
                    GetMetadataResponse.prototype.workflows = null;

                    // OneOf field names bound to virtual getters and setters
                    let $oneOfFields;

                    // Virtual OneOf for proto3 optional field
                    $Object.defineProperty(GetMetadataResponse.prototype, "_scheduler", {
                        get: $util.oneOfGetter($oneOfFields = ["scheduler"]),
                        set: $util.oneOfSetter($oneOfFields)
                    });

                    // Virtual OneOf for proto3 optional field
                    $Object.defineProperty(GetMetadataResponse.prototype, "_workflows", {
                        get: $util.oneOfGetter($oneOfFields = ["workflows"]),
                        set: $util.oneOfSetter($oneOfFields)
                    });

                    /**
                     * Encodes the specified GetMetadataResponse message. Does not implicitly {@link dapr.proto.runtime.v1.GetMetadataResponse.verify|verify} messages.
                     * @function encode
                     * @memberof dapr.proto.runtime.v1.GetMetadataResponse
                     * @static
                     * @param {dapr.proto.runtime.v1.GetMetadataResponse.$Properties} message GetMetadataResponse message or plain object to encode
                     * @param {$protobuf.Writer} [writer] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    GetMetadataResponse.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== "")
                            writer.uint32(/* id 1, wireType 2 =*/10).string(message.id);
                        if (message.activeActorsCount != null && message.activeActorsCount.length)
                            for (let i = 0; i < message.activeActorsCount.length; ++i)
                                $root.dapr.proto.runtime.v1.ActiveActorsCount.encode(message.activeActorsCount[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                        if (message.registeredComponents != null && message.registeredComponents.length)
                            for (let i = 0; i < message.registeredComponents.length; ++i)
                                $root.dapr.proto.runtime.v1.RegisteredComponents.encode(message.registeredComponents[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                        if (message.extendedMetadata != null && $Object.hasOwnProperty.call(message, "extendedMetadata"))
                            for (let keys = $Object.keys(message.extendedMetadata), i = 0; i < keys.length; ++i)
                                writer.uint32(/* id 4, wireType 2 =*/34).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.extendedMetadata[keys[i]]).ldelim();
                        if (message.subscriptions != null && message.subscriptions.length)
                            for (let i = 0; i < message.subscriptions.length; ++i)
                                $root.dapr.proto.runtime.v1.PubsubSubscription.encode(message.subscriptions[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                        if (message.httpEndpoints != null && message.httpEndpoints.length)
                            for (let i = 0; i < message.httpEndpoints.length; ++i)
                                $root.dapr.proto.runtime.v1.MetadataHTTPEndpoint.encode(message.httpEndpoints[i], writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                        if (message.appConnectionProperties != null && $Object.hasOwnProperty.call(message, "appConnectionProperties"))
                            $root.dapr.proto.runtime.v1.AppConnectionProperties.encode(message.appConnectionProperties, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                        if (message.runtimeVersion != null && $Object.hasOwnProperty.call(message, "runtimeVersion") && message.runtimeVersion !== "")
                            writer.uint32(/* id 8, wireType 2 =*/66).string(message.runtimeVersion);
                        if (message.enabledFeatures != null && message.enabledFeatures.length)
                            for (let i = 0; i < message.enabledFeatures.length; ++i)
                                writer.uint32(/* id 9, wireType 2 =*/74).string(message.enabledFeatures[i]);
                        if (message.actorRuntime != null && $Object.hasOwnProperty.call(message, "actorRuntime"))
                            $root.dapr.proto.runtime.v1.ActorRuntime.encode(message.actorRuntime, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                        if (message.scheduler != null && $Object.hasOwnProperty.call(message, "scheduler"))
                            $root.dapr.proto.runtime.v1.MetadataScheduler.encode(message.scheduler, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                        if (message.workflows != null && $Object.hasOwnProperty.call(message, "workflows"))
                            $root.dapr.proto.runtime.v1.MetadataWorkflows.encode(message.workflows, writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    /**
                     * Decodes a GetMetadataResponse message from the specified reader or buffer.
                     * @function decode
                     * @memberof dapr.proto.runtime.v1.GetMetadataResponse
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                     * @param {number} [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.GetMetadataResponse & dapr.proto.runtime.v1.GetMetadataResponse.$Shape} GetMetadataResponse
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    GetMetadataResponse.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, key, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.dapr.proto.runtime.v1.GetMetadataResponse();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.id = value;
                                    else
                                        delete message.id;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        break;
                                    if (!(message.activeActorsCount && message.activeActorsCount.length))
                                        message.activeActorsCount = [];
                                    message.activeActorsCount.push($root.dapr.proto.runtime.v1.ActiveActorsCount.decode(reader, reader.size(), $undefined, _depth + 1));
                                    continue;
                                }
                            case 3: {
                                    if (wireType !== 2)
                                        break;
                                    if (!(message.registeredComponents && message.registeredComponents.length))
                                        message.registeredComponents = [];
                                    message.registeredComponents.push($root.dapr.proto.runtime.v1.RegisteredComponents.decode(reader, reader.size(), $undefined, _depth + 1));
                                    continue;
                                }
                            case 4: {
                                    if (wireType !== 2)
                                        break;
                                    if (message.extendedMetadata === $util.emptyObject)
                                        message.extendedMetadata = {};
                                    let end2 = reader.size() + reader.pos;
                                    if (end2 > reader.len)
                                        throw $RangeError("index out of range");
                                    reader.len = end2;
                                    key = "";
                                    value = "";
                                    while (reader.pos < end2) {
                                        let tag2 = reader.tag();
                                        wireType = tag2 & 7;
                                        switch (tag2 >>>= 3) {
                                        case 1:
                                            if (wireType !== 2)
                                                break;
                                            key = reader.stringVerify();
                                            continue;
                                        case 2:
                                            if (wireType !== 2)
                                                break;
                                            value = reader.stringVerify();
                                            continue;
                                        }
                                        reader.skipType(wireType, _depth, tag2);
                                    }
                                    if (reader.pos !== end2)
                                        throw $RangeError("index out of range");
                                    reader.len = end;
                                    if (key === "__proto__")
                                        $util.makeProp(message.extendedMetadata, key);
                                    message.extendedMetadata[key] = value;
                                    continue;
                                }
                            case 5: {
                                    if (wireType !== 2)
                                        break;
                                    if (!(message.subscriptions && message.subscriptions.length))
                                        message.subscriptions = [];
                                    message.subscriptions.push($root.dapr.proto.runtime.v1.PubsubSubscription.decode(reader, reader.size(), $undefined, _depth + 1));
                                    continue;
                                }
                            case 6: {
                                    if (wireType !== 2)
                                        break;
                                    if (!(message.httpEndpoints && message.httpEndpoints.length))
                                        message.httpEndpoints = [];
                                    message.httpEndpoints.push($root.dapr.proto.runtime.v1.MetadataHTTPEndpoint.decode(reader, reader.size(), $undefined, _depth + 1));
                                    continue;
                                }
                            case 7: {
                                    if (wireType !== 2)
                                        break;
                                    message.appConnectionProperties = $root.dapr.proto.runtime.v1.AppConnectionProperties.decode(reader, reader.size(), $undefined, _depth + 1, message.appConnectionProperties);
                                    continue;
                                }
                            case 8: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.runtimeVersion = value;
                                    else
                                        delete message.runtimeVersion;
                                    continue;
                                }
                            case 9: {
                                    if (wireType !== 2)
                                        break;
                                    if (!(message.enabledFeatures && message.enabledFeatures.length))
                                        message.enabledFeatures = [];
                                    message.enabledFeatures.push(reader.stringVerify());
                                    continue;
                                }
                            case 10: {
                                    if (wireType !== 2)
                                        break;
                                    message.actorRuntime = $root.dapr.proto.runtime.v1.ActorRuntime.decode(reader, reader.size(), $undefined, _depth + 1, message.actorRuntime);
                                    continue;
                                }
                            case 11: {
                                    if (wireType !== 2)
                                        break;
                                    message.scheduler = $root.dapr.proto.runtime.v1.MetadataScheduler.decode(reader, reader.size(), $undefined, _depth + 1, message.scheduler);
                                    message._scheduler = "scheduler";
                                    continue;
                                }
                            case 12: {
                                    if (wireType !== 2)
                                        break;
                                    message.workflows = $root.dapr.proto.runtime.v1.MetadataWorkflows.decode(reader, reader.size(), $undefined, _depth + 1, message.workflows);
                                    message._workflows = "workflows";
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return GetMetadataResponse;
                })();

                v1.RegisteredComponents = (function() {

                    /**
                     * Properties of a RegisteredComponents.
                     * @typedef {Object} dapr.proto.runtime.v1.RegisteredComponents.$Properties
                     * @property {string|null} [name] RegisteredComponents name
                     * @property {string|null} [type] RegisteredComponents type
                     * @property {string|null} [version] RegisteredComponents version
                     * @property {Array.<string>|null} [capabilities] RegisteredComponents capabilities
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of a RegisteredComponents.
                     * @memberof dapr.proto.runtime.v1
                     * @interface IRegisteredComponents
                     * @augments dapr.proto.runtime.v1.RegisteredComponents.$Properties
                     * @deprecated Use dapr.proto.runtime.v1.RegisteredComponents.$Properties instead.
                     */

                    /**
                     * Shape of a RegisteredComponents.
                     * @typedef {dapr.proto.runtime.v1.RegisteredComponents.$Properties} dapr.proto.runtime.v1.RegisteredComponents.$Shape
                     */

                    /**
                     * Constructs a new RegisteredComponents.
                     * @memberof dapr.proto.runtime.v1
                     * @classdesc Represents a RegisteredComponents.
                     * @constructor
                     * @param {dapr.proto.runtime.v1.RegisteredComponents.$Properties=} [properties] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const RegisteredComponents = function (properties) {
                        this.capabilities = [];
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    /**
                     * RegisteredComponents name.
                     * @member {string} name
                     * @memberof dapr.proto.runtime.v1.RegisteredComponents
                     * @instance
                     */
                    RegisteredComponents.prototype.name = "";

                    /**
                     * RegisteredComponents type.
                     * @member {string} type
                     * @memberof dapr.proto.runtime.v1.RegisteredComponents
                     * @instance
                     */
                    RegisteredComponents.prototype.type = "";

                    /**
                     * RegisteredComponents version.
                     * @member {string} version
                     * @memberof dapr.proto.runtime.v1.RegisteredComponents
                     * @instance
                     */
                    RegisteredComponents.prototype.version = "";

                    /**
                     * RegisteredComponents capabilities.
                     * @member {Array.<string>} capabilities
                     * @memberof dapr.proto.runtime.v1.RegisteredComponents
                     * @instance
                     */
                    RegisteredComponents.prototype.capabilities = $util.emptyArray;

                    /**
                     * Encodes the specified RegisteredComponents message. Does not implicitly {@link dapr.proto.runtime.v1.RegisteredComponents.verify|verify} messages.
                     * @function encode
                     * @memberof dapr.proto.runtime.v1.RegisteredComponents
                     * @static
                     * @param {dapr.proto.runtime.v1.RegisteredComponents.$Properties} message RegisteredComponents message or plain object to encode
                     * @param {$protobuf.Writer} [writer] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    RegisteredComponents.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                            writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                        if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== "")
                            writer.uint32(/* id 2, wireType 2 =*/18).string(message.type);
                        if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                            writer.uint32(/* id 3, wireType 2 =*/26).string(message.version);
                        if (message.capabilities != null && message.capabilities.length)
                            for (let i = 0; i < message.capabilities.length; ++i)
                                writer.uint32(/* id 4, wireType 2 =*/34).string(message.capabilities[i]);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    /**
                     * Decodes a RegisteredComponents message from the specified reader or buffer.
                     * @function decode
                     * @memberof dapr.proto.runtime.v1.RegisteredComponents
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                     * @param {number} [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.RegisteredComponents & dapr.proto.runtime.v1.RegisteredComponents.$Shape} RegisteredComponents
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    RegisteredComponents.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.dapr.proto.runtime.v1.RegisteredComponents();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.name = value;
                                    else
                                        delete message.name;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.type = value;
                                    else
                                        delete message.type;
                                    continue;
                                }
                            case 3: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.version = value;
                                    else
                                        delete message.version;
                                    continue;
                                }
                            case 4: {
                                    if (wireType !== 2)
                                        break;
                                    if (!(message.capabilities && message.capabilities.length))
                                        message.capabilities = [];
                                    message.capabilities.push(reader.stringVerify());
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return RegisteredComponents;
                })();

                v1.ActorRuntime = (function() {

                    /**
                     * Properties of an ActorRuntime.
                     * @typedef {Object} dapr.proto.runtime.v1.ActorRuntime.$Properties
                     * @property {dapr.proto.runtime.v1.ActorRuntime.ActorRuntimeStatus|null} [runtimeStatus] ActorRuntime runtimeStatus
                     * @property {Array.<dapr.proto.runtime.v1.ActiveActorsCount.$Properties>|null} [activeActors] ActorRuntime activeActors
                     * @property {boolean|null} [hostReady] ActorRuntime hostReady
                     * @property {string|null} [placement] ActorRuntime placement
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of an ActorRuntime.
                     * @memberof dapr.proto.runtime.v1
                     * @interface IActorRuntime
                     * @augments dapr.proto.runtime.v1.ActorRuntime.$Properties
                     * @deprecated Use dapr.proto.runtime.v1.ActorRuntime.$Properties instead.
                     */

                    /**
                     * Shape of an ActorRuntime.
                     * @typedef {dapr.proto.runtime.v1.ActorRuntime.$Properties} dapr.proto.runtime.v1.ActorRuntime.$Shape
                     */

                    /**
                     * Constructs a new ActorRuntime.
                     * @memberof dapr.proto.runtime.v1
                     * @classdesc Represents an ActorRuntime.
                     * @constructor
                     * @param {dapr.proto.runtime.v1.ActorRuntime.$Properties=} [properties] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const ActorRuntime = function (properties) {
                        this.activeActors = [];
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    /**
                     * ActorRuntime runtimeStatus.
                     * @member {dapr.proto.runtime.v1.ActorRuntime.ActorRuntimeStatus} runtimeStatus
                     * @memberof dapr.proto.runtime.v1.ActorRuntime
                     * @instance
                     */
                    ActorRuntime.prototype.runtimeStatus = 0;

                    /**
                     * ActorRuntime activeActors.
                     * @member {Array.<dapr.proto.runtime.v1.ActiveActorsCount.$Properties>} activeActors
                     * @memberof dapr.proto.runtime.v1.ActorRuntime
                     * @instance
                     */
                    ActorRuntime.prototype.activeActors = $util.emptyArray;

                    /**
                     * ActorRuntime hostReady.
                     * @member {boolean} hostReady
                     * @memberof dapr.proto.runtime.v1.ActorRuntime
                     * @instance
                     */
                    ActorRuntime.prototype.hostReady = false;

                    /**
                     * ActorRuntime placement.
                     * @member {string} placement
                     * @memberof dapr.proto.runtime.v1.ActorRuntime
                     * @instance
                     */
                    ActorRuntime.prototype.placement = "";

                    /**
                     * Encodes the specified ActorRuntime message. Does not implicitly {@link dapr.proto.runtime.v1.ActorRuntime.verify|verify} messages.
                     * @function encode
                     * @memberof dapr.proto.runtime.v1.ActorRuntime
                     * @static
                     * @param {dapr.proto.runtime.v1.ActorRuntime.$Properties} message ActorRuntime message or plain object to encode
                     * @param {$protobuf.Writer} [writer] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    ActorRuntime.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.runtimeStatus != null && $Object.hasOwnProperty.call(message, "runtimeStatus") && message.runtimeStatus !== 0)
                            writer.uint32(/* id 1, wireType 0 =*/8).int32(message.runtimeStatus);
                        if (message.activeActors != null && message.activeActors.length)
                            for (let i = 0; i < message.activeActors.length; ++i)
                                $root.dapr.proto.runtime.v1.ActiveActorsCount.encode(message.activeActors[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                        if (message.hostReady != null && $Object.hasOwnProperty.call(message, "hostReady") && message.hostReady !== false)
                            writer.uint32(/* id 3, wireType 0 =*/24).bool(message.hostReady);
                        if (message.placement != null && $Object.hasOwnProperty.call(message, "placement") && message.placement !== "")
                            writer.uint32(/* id 4, wireType 2 =*/34).string(message.placement);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    /**
                     * Decodes an ActorRuntime message from the specified reader or buffer.
                     * @function decode
                     * @memberof dapr.proto.runtime.v1.ActorRuntime
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                     * @param {number} [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.ActorRuntime & dapr.proto.runtime.v1.ActorRuntime.$Shape} ActorRuntime
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    ActorRuntime.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.dapr.proto.runtime.v1.ActorRuntime();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 0)
                                        break;
                                    if (value = reader.int32())
                                        message.runtimeStatus = value;
                                    else
                                        delete message.runtimeStatus;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        break;
                                    if (!(message.activeActors && message.activeActors.length))
                                        message.activeActors = [];
                                    message.activeActors.push($root.dapr.proto.runtime.v1.ActiveActorsCount.decode(reader, reader.size(), $undefined, _depth + 1));
                                    continue;
                                }
                            case 3: {
                                    if (wireType !== 0)
                                        break;
                                    if (value = reader.bool())
                                        message.hostReady = value;
                                    else
                                        delete message.hostReady;
                                    continue;
                                }
                            case 4: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.placement = value;
                                    else
                                        delete message.placement;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    /**
                     * ActorRuntimeStatus enum.
                     * @name dapr.proto.runtime.v1.ActorRuntime.ActorRuntimeStatus
                     * @enum {number}
                     * @property {number} INITIALIZING=0 INITIALIZING value
                     * @property {number} DISABLED=1 DISABLED value
                     * @property {number} RUNNING=2 RUNNING value
                     */
                    ActorRuntime.ActorRuntimeStatus = (function() {
                        const valuesById = $Object.create(null), values = $Object.create(valuesById);
                        values[valuesById[0] = "INITIALIZING"] = 0;
                        values[valuesById[1] = "DISABLED"] = 1;
                        values[valuesById[2] = "RUNNING"] = 2;
                        return values;
                    })();

                    return ActorRuntime;
                })();

                v1.ActiveActorsCount = (function() {

                    /**
                     * Properties of an ActiveActorsCount.
                     * @typedef {Object} dapr.proto.runtime.v1.ActiveActorsCount.$Properties
                     * @property {string|null} [type] ActiveActorsCount type
                     * @property {number|null} [count] ActiveActorsCount count
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of an ActiveActorsCount.
                     * @memberof dapr.proto.runtime.v1
                     * @interface IActiveActorsCount
                     * @augments dapr.proto.runtime.v1.ActiveActorsCount.$Properties
                     * @deprecated Use dapr.proto.runtime.v1.ActiveActorsCount.$Properties instead.
                     */

                    /**
                     * Shape of an ActiveActorsCount.
                     * @typedef {dapr.proto.runtime.v1.ActiveActorsCount.$Properties} dapr.proto.runtime.v1.ActiveActorsCount.$Shape
                     */

                    /**
                     * Constructs a new ActiveActorsCount.
                     * @memberof dapr.proto.runtime.v1
                     * @classdesc Represents an ActiveActorsCount.
                     * @constructor
                     * @param {dapr.proto.runtime.v1.ActiveActorsCount.$Properties=} [properties] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const ActiveActorsCount = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    /**
                     * ActiveActorsCount type.
                     * @member {string} type
                     * @memberof dapr.proto.runtime.v1.ActiveActorsCount
                     * @instance
                     */
                    ActiveActorsCount.prototype.type = "";

                    /**
                     * ActiveActorsCount count.
                     * @member {number} count
                     * @memberof dapr.proto.runtime.v1.ActiveActorsCount
                     * @instance
                     */
                    ActiveActorsCount.prototype.count = 0;

                    /**
                     * Encodes the specified ActiveActorsCount message. Does not implicitly {@link dapr.proto.runtime.v1.ActiveActorsCount.verify|verify} messages.
                     * @function encode
                     * @memberof dapr.proto.runtime.v1.ActiveActorsCount
                     * @static
                     * @param {dapr.proto.runtime.v1.ActiveActorsCount.$Properties} message ActiveActorsCount message or plain object to encode
                     * @param {$protobuf.Writer} [writer] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    ActiveActorsCount.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== "")
                            writer.uint32(/* id 1, wireType 2 =*/10).string(message.type);
                        if (message.count != null && $Object.hasOwnProperty.call(message, "count") && message.count !== 0)
                            writer.uint32(/* id 2, wireType 0 =*/16).int32(message.count);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    /**
                     * Decodes an ActiveActorsCount message from the specified reader or buffer.
                     * @function decode
                     * @memberof dapr.proto.runtime.v1.ActiveActorsCount
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                     * @param {number} [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.ActiveActorsCount & dapr.proto.runtime.v1.ActiveActorsCount.$Shape} ActiveActorsCount
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    ActiveActorsCount.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.dapr.proto.runtime.v1.ActiveActorsCount();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.type = value;
                                    else
                                        delete message.type;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 0)
                                        break;
                                    if (value = reader.int32())
                                        message.count = value;
                                    else
                                        delete message.count;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return ActiveActorsCount;
                })();

                v1.MetadataHTTPEndpoint = (function() {

                    /**
                     * Properties of a MetadataHTTPEndpoint.
                     * @typedef {Object} dapr.proto.runtime.v1.MetadataHTTPEndpoint.$Properties
                     * @property {string|null} [name] MetadataHTTPEndpoint name
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of a MetadataHTTPEndpoint.
                     * @memberof dapr.proto.runtime.v1
                     * @interface IMetadataHTTPEndpoint
                     * @augments dapr.proto.runtime.v1.MetadataHTTPEndpoint.$Properties
                     * @deprecated Use dapr.proto.runtime.v1.MetadataHTTPEndpoint.$Properties instead.
                     */

                    /**
                     * Shape of a MetadataHTTPEndpoint.
                     * @typedef {dapr.proto.runtime.v1.MetadataHTTPEndpoint.$Properties} dapr.proto.runtime.v1.MetadataHTTPEndpoint.$Shape
                     */

                    /**
                     * Constructs a new MetadataHTTPEndpoint.
                     * @memberof dapr.proto.runtime.v1
                     * @classdesc Represents a MetadataHTTPEndpoint.
                     * @constructor
                     * @param {dapr.proto.runtime.v1.MetadataHTTPEndpoint.$Properties=} [properties] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const MetadataHTTPEndpoint = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    /**
                     * MetadataHTTPEndpoint name.
                     * @member {string} name
                     * @memberof dapr.proto.runtime.v1.MetadataHTTPEndpoint
                     * @instance
                     */
                    MetadataHTTPEndpoint.prototype.name = "";

                    /**
                     * Encodes the specified MetadataHTTPEndpoint message. Does not implicitly {@link dapr.proto.runtime.v1.MetadataHTTPEndpoint.verify|verify} messages.
                     * @function encode
                     * @memberof dapr.proto.runtime.v1.MetadataHTTPEndpoint
                     * @static
                     * @param {dapr.proto.runtime.v1.MetadataHTTPEndpoint.$Properties} message MetadataHTTPEndpoint message or plain object to encode
                     * @param {$protobuf.Writer} [writer] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    MetadataHTTPEndpoint.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                            writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    /**
                     * Decodes a MetadataHTTPEndpoint message from the specified reader or buffer.
                     * @function decode
                     * @memberof dapr.proto.runtime.v1.MetadataHTTPEndpoint
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                     * @param {number} [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.MetadataHTTPEndpoint & dapr.proto.runtime.v1.MetadataHTTPEndpoint.$Shape} MetadataHTTPEndpoint
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    MetadataHTTPEndpoint.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.dapr.proto.runtime.v1.MetadataHTTPEndpoint();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.name = value;
                                    else
                                        delete message.name;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return MetadataHTTPEndpoint;
                })();

                v1.MetadataScheduler = (function() {

                    /**
                     * Properties of a MetadataScheduler.
                     * @typedef {Object} dapr.proto.runtime.v1.MetadataScheduler.$Properties
                     * @property {Array.<string>|null} [connectedAddresses] MetadataScheduler connectedAddresses
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of a MetadataScheduler.
                     * @memberof dapr.proto.runtime.v1
                     * @interface IMetadataScheduler
                     * @augments dapr.proto.runtime.v1.MetadataScheduler.$Properties
                     * @deprecated Use dapr.proto.runtime.v1.MetadataScheduler.$Properties instead.
                     */

                    /**
                     * Shape of a MetadataScheduler.
                     * @typedef {dapr.proto.runtime.v1.MetadataScheduler.$Properties} dapr.proto.runtime.v1.MetadataScheduler.$Shape
                     */

                    /**
                     * Constructs a new MetadataScheduler.
                     * @memberof dapr.proto.runtime.v1
                     * @classdesc Represents a MetadataScheduler.
                     * @constructor
                     * @param {dapr.proto.runtime.v1.MetadataScheduler.$Properties=} [properties] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const MetadataScheduler = function (properties) {
                        this.connectedAddresses = [];
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    /**
                     * MetadataScheduler connectedAddresses.
                     * @member {Array.<string>} connectedAddresses
                     * @memberof dapr.proto.runtime.v1.MetadataScheduler
                     * @instance
                     */
                    MetadataScheduler.prototype.connectedAddresses = $util.emptyArray;

                    /**
                     * Encodes the specified MetadataScheduler message. Does not implicitly {@link dapr.proto.runtime.v1.MetadataScheduler.verify|verify} messages.
                     * @function encode
                     * @memberof dapr.proto.runtime.v1.MetadataScheduler
                     * @static
                     * @param {dapr.proto.runtime.v1.MetadataScheduler.$Properties} message MetadataScheduler message or plain object to encode
                     * @param {$protobuf.Writer} [writer] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    MetadataScheduler.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.connectedAddresses != null && message.connectedAddresses.length)
                            for (let i = 0; i < message.connectedAddresses.length; ++i)
                                writer.uint32(/* id 1, wireType 2 =*/10).string(message.connectedAddresses[i]);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    /**
                     * Decodes a MetadataScheduler message from the specified reader or buffer.
                     * @function decode
                     * @memberof dapr.proto.runtime.v1.MetadataScheduler
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                     * @param {number} [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.MetadataScheduler & dapr.proto.runtime.v1.MetadataScheduler.$Shape} MetadataScheduler
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    MetadataScheduler.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.dapr.proto.runtime.v1.MetadataScheduler();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        break;
                                    if (!(message.connectedAddresses && message.connectedAddresses.length))
                                        message.connectedAddresses = [];
                                    message.connectedAddresses.push(reader.stringVerify());
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return MetadataScheduler;
                })();

                v1.MetadataWorkflows = (function() {

                    /**
                     * Properties of a MetadataWorkflows.
                     * @typedef {Object} dapr.proto.runtime.v1.MetadataWorkflows.$Properties
                     * @property {number|null} [connectedWorkers] MetadataWorkflows connectedWorkers
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of a MetadataWorkflows.
                     * @memberof dapr.proto.runtime.v1
                     * @interface IMetadataWorkflows
                     * @augments dapr.proto.runtime.v1.MetadataWorkflows.$Properties
                     * @deprecated Use dapr.proto.runtime.v1.MetadataWorkflows.$Properties instead.
                     */

                    /**
                     * Shape of a MetadataWorkflows.
                     * @typedef {dapr.proto.runtime.v1.MetadataWorkflows.$Properties} dapr.proto.runtime.v1.MetadataWorkflows.$Shape
                     */

                    /**
                     * Constructs a new MetadataWorkflows.
                     * @memberof dapr.proto.runtime.v1
                     * @classdesc Represents a MetadataWorkflows.
                     * @constructor
                     * @param {dapr.proto.runtime.v1.MetadataWorkflows.$Properties=} [properties] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const MetadataWorkflows = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    /**
                     * MetadataWorkflows connectedWorkers.
                     * @member {number} connectedWorkers
                     * @memberof dapr.proto.runtime.v1.MetadataWorkflows
                     * @instance
                     */
                    MetadataWorkflows.prototype.connectedWorkers = 0;

                    /**
                     * Encodes the specified MetadataWorkflows message. Does not implicitly {@link dapr.proto.runtime.v1.MetadataWorkflows.verify|verify} messages.
                     * @function encode
                     * @memberof dapr.proto.runtime.v1.MetadataWorkflows
                     * @static
                     * @param {dapr.proto.runtime.v1.MetadataWorkflows.$Properties} message MetadataWorkflows message or plain object to encode
                     * @param {$protobuf.Writer} [writer] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    MetadataWorkflows.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.connectedWorkers != null && $Object.hasOwnProperty.call(message, "connectedWorkers") && message.connectedWorkers !== 0)
                            writer.uint32(/* id 1, wireType 0 =*/8).int32(message.connectedWorkers);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    /**
                     * Decodes a MetadataWorkflows message from the specified reader or buffer.
                     * @function decode
                     * @memberof dapr.proto.runtime.v1.MetadataWorkflows
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                     * @param {number} [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.MetadataWorkflows & dapr.proto.runtime.v1.MetadataWorkflows.$Shape} MetadataWorkflows
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    MetadataWorkflows.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.dapr.proto.runtime.v1.MetadataWorkflows();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 0)
                                        break;
                                    if (value = reader.int32())
                                        message.connectedWorkers = value;
                                    else
                                        delete message.connectedWorkers;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return MetadataWorkflows;
                })();

                v1.AppConnectionProperties = (function() {

                    /**
                     * Properties of an AppConnectionProperties.
                     * @typedef {Object} dapr.proto.runtime.v1.AppConnectionProperties.$Properties
                     * @property {number|null} [port] AppConnectionProperties port
                     * @property {string|null} [protocol] AppConnectionProperties protocol
                     * @property {string|null} [channelAddress] AppConnectionProperties channelAddress
                     * @property {number|null} [maxConcurrency] AppConnectionProperties maxConcurrency
                     * @property {dapr.proto.runtime.v1.AppConnectionHealthProperties.$Properties|null} [health] AppConnectionProperties health
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of an AppConnectionProperties.
                     * @memberof dapr.proto.runtime.v1
                     * @interface IAppConnectionProperties
                     * @augments dapr.proto.runtime.v1.AppConnectionProperties.$Properties
                     * @deprecated Use dapr.proto.runtime.v1.AppConnectionProperties.$Properties instead.
                     */

                    /**
                     * Shape of an AppConnectionProperties.
                     * @typedef {dapr.proto.runtime.v1.AppConnectionProperties.$Properties} dapr.proto.runtime.v1.AppConnectionProperties.$Shape
                     */

                    /**
                     * Constructs a new AppConnectionProperties.
                     * @memberof dapr.proto.runtime.v1
                     * @classdesc Represents an AppConnectionProperties.
                     * @constructor
                     * @param {dapr.proto.runtime.v1.AppConnectionProperties.$Properties=} [properties] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const AppConnectionProperties = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    /**
                     * AppConnectionProperties port.
                     * @member {number} port
                     * @memberof dapr.proto.runtime.v1.AppConnectionProperties
                     * @instance
                     */
                    AppConnectionProperties.prototype.port = 0;

                    /**
                     * AppConnectionProperties protocol.
                     * @member {string} protocol
                     * @memberof dapr.proto.runtime.v1.AppConnectionProperties
                     * @instance
                     */
                    AppConnectionProperties.prototype.protocol = "";

                    /**
                     * AppConnectionProperties channelAddress.
                     * @member {string} channelAddress
                     * @memberof dapr.proto.runtime.v1.AppConnectionProperties
                     * @instance
                     */
                    AppConnectionProperties.prototype.channelAddress = "";

                    /**
                     * AppConnectionProperties maxConcurrency.
                     * @member {number} maxConcurrency
                     * @memberof dapr.proto.runtime.v1.AppConnectionProperties
                     * @instance
                     */
                    AppConnectionProperties.prototype.maxConcurrency = 0;

                    /**
                     * AppConnectionProperties health.
                     * @member {dapr.proto.runtime.v1.AppConnectionHealthProperties.$Properties|null|undefined} health
                     * @memberof dapr.proto.runtime.v1.AppConnectionProperties
                     * @instance
                     */
                    AppConnectionProperties.prototype.health = null;

                    /**
                     * Encodes the specified AppConnectionProperties message. Does not implicitly {@link dapr.proto.runtime.v1.AppConnectionProperties.verify|verify} messages.
                     * @function encode
                     * @memberof dapr.proto.runtime.v1.AppConnectionProperties
                     * @static
                     * @param {dapr.proto.runtime.v1.AppConnectionProperties.$Properties} message AppConnectionProperties message or plain object to encode
                     * @param {$protobuf.Writer} [writer] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    AppConnectionProperties.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.port != null && $Object.hasOwnProperty.call(message, "port") && message.port !== 0)
                            writer.uint32(/* id 1, wireType 0 =*/8).int32(message.port);
                        if (message.protocol != null && $Object.hasOwnProperty.call(message, "protocol") && message.protocol !== "")
                            writer.uint32(/* id 2, wireType 2 =*/18).string(message.protocol);
                        if (message.channelAddress != null && $Object.hasOwnProperty.call(message, "channelAddress") && message.channelAddress !== "")
                            writer.uint32(/* id 3, wireType 2 =*/26).string(message.channelAddress);
                        if (message.maxConcurrency != null && $Object.hasOwnProperty.call(message, "maxConcurrency") && message.maxConcurrency !== 0)
                            writer.uint32(/* id 4, wireType 0 =*/32).int32(message.maxConcurrency);
                        if (message.health != null && $Object.hasOwnProperty.call(message, "health"))
                            $root.dapr.proto.runtime.v1.AppConnectionHealthProperties.encode(message.health, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    /**
                     * Decodes an AppConnectionProperties message from the specified reader or buffer.
                     * @function decode
                     * @memberof dapr.proto.runtime.v1.AppConnectionProperties
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                     * @param {number} [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.AppConnectionProperties & dapr.proto.runtime.v1.AppConnectionProperties.$Shape} AppConnectionProperties
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    AppConnectionProperties.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.dapr.proto.runtime.v1.AppConnectionProperties();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 0)
                                        break;
                                    if (value = reader.int32())
                                        message.port = value;
                                    else
                                        delete message.port;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.protocol = value;
                                    else
                                        delete message.protocol;
                                    continue;
                                }
                            case 3: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.channelAddress = value;
                                    else
                                        delete message.channelAddress;
                                    continue;
                                }
                            case 4: {
                                    if (wireType !== 0)
                                        break;
                                    if (value = reader.int32())
                                        message.maxConcurrency = value;
                                    else
                                        delete message.maxConcurrency;
                                    continue;
                                }
                            case 5: {
                                    if (wireType !== 2)
                                        break;
                                    message.health = $root.dapr.proto.runtime.v1.AppConnectionHealthProperties.decode(reader, reader.size(), $undefined, _depth + 1, message.health);
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return AppConnectionProperties;
                })();

                v1.AppConnectionHealthProperties = (function() {

                    /**
                     * Properties of an AppConnectionHealthProperties.
                     * @typedef {Object} dapr.proto.runtime.v1.AppConnectionHealthProperties.$Properties
                     * @property {string|null} [healthCheckPath] AppConnectionHealthProperties healthCheckPath
                     * @property {string|null} [healthProbeInterval] AppConnectionHealthProperties healthProbeInterval
                     * @property {string|null} [healthProbeTimeout] AppConnectionHealthProperties healthProbeTimeout
                     * @property {number|null} [healthThreshold] AppConnectionHealthProperties healthThreshold
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of an AppConnectionHealthProperties.
                     * @memberof dapr.proto.runtime.v1
                     * @interface IAppConnectionHealthProperties
                     * @augments dapr.proto.runtime.v1.AppConnectionHealthProperties.$Properties
                     * @deprecated Use dapr.proto.runtime.v1.AppConnectionHealthProperties.$Properties instead.
                     */

                    /**
                     * Shape of an AppConnectionHealthProperties.
                     * @typedef {dapr.proto.runtime.v1.AppConnectionHealthProperties.$Properties} dapr.proto.runtime.v1.AppConnectionHealthProperties.$Shape
                     */

                    /**
                     * Constructs a new AppConnectionHealthProperties.
                     * @memberof dapr.proto.runtime.v1
                     * @classdesc Represents an AppConnectionHealthProperties.
                     * @constructor
                     * @param {dapr.proto.runtime.v1.AppConnectionHealthProperties.$Properties=} [properties] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const AppConnectionHealthProperties = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    /**
                     * AppConnectionHealthProperties healthCheckPath.
                     * @member {string} healthCheckPath
                     * @memberof dapr.proto.runtime.v1.AppConnectionHealthProperties
                     * @instance
                     */
                    AppConnectionHealthProperties.prototype.healthCheckPath = "";

                    /**
                     * AppConnectionHealthProperties healthProbeInterval.
                     * @member {string} healthProbeInterval
                     * @memberof dapr.proto.runtime.v1.AppConnectionHealthProperties
                     * @instance
                     */
                    AppConnectionHealthProperties.prototype.healthProbeInterval = "";

                    /**
                     * AppConnectionHealthProperties healthProbeTimeout.
                     * @member {string} healthProbeTimeout
                     * @memberof dapr.proto.runtime.v1.AppConnectionHealthProperties
                     * @instance
                     */
                    AppConnectionHealthProperties.prototype.healthProbeTimeout = "";

                    /**
                     * AppConnectionHealthProperties healthThreshold.
                     * @member {number} healthThreshold
                     * @memberof dapr.proto.runtime.v1.AppConnectionHealthProperties
                     * @instance
                     */
                    AppConnectionHealthProperties.prototype.healthThreshold = 0;

                    /**
                     * Encodes the specified AppConnectionHealthProperties message. Does not implicitly {@link dapr.proto.runtime.v1.AppConnectionHealthProperties.verify|verify} messages.
                     * @function encode
                     * @memberof dapr.proto.runtime.v1.AppConnectionHealthProperties
                     * @static
                     * @param {dapr.proto.runtime.v1.AppConnectionHealthProperties.$Properties} message AppConnectionHealthProperties message or plain object to encode
                     * @param {$protobuf.Writer} [writer] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    AppConnectionHealthProperties.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.healthCheckPath != null && $Object.hasOwnProperty.call(message, "healthCheckPath") && message.healthCheckPath !== "")
                            writer.uint32(/* id 1, wireType 2 =*/10).string(message.healthCheckPath);
                        if (message.healthProbeInterval != null && $Object.hasOwnProperty.call(message, "healthProbeInterval") && message.healthProbeInterval !== "")
                            writer.uint32(/* id 2, wireType 2 =*/18).string(message.healthProbeInterval);
                        if (message.healthProbeTimeout != null && $Object.hasOwnProperty.call(message, "healthProbeTimeout") && message.healthProbeTimeout !== "")
                            writer.uint32(/* id 3, wireType 2 =*/26).string(message.healthProbeTimeout);
                        if (message.healthThreshold != null && $Object.hasOwnProperty.call(message, "healthThreshold") && message.healthThreshold !== 0)
                            writer.uint32(/* id 4, wireType 0 =*/32).int32(message.healthThreshold);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    /**
                     * Decodes an AppConnectionHealthProperties message from the specified reader or buffer.
                     * @function decode
                     * @memberof dapr.proto.runtime.v1.AppConnectionHealthProperties
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                     * @param {number} [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.AppConnectionHealthProperties & dapr.proto.runtime.v1.AppConnectionHealthProperties.$Shape} AppConnectionHealthProperties
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    AppConnectionHealthProperties.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.dapr.proto.runtime.v1.AppConnectionHealthProperties();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.healthCheckPath = value;
                                    else
                                        delete message.healthCheckPath;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.healthProbeInterval = value;
                                    else
                                        delete message.healthProbeInterval;
                                    continue;
                                }
                            case 3: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.healthProbeTimeout = value;
                                    else
                                        delete message.healthProbeTimeout;
                                    continue;
                                }
                            case 4: {
                                    if (wireType !== 0)
                                        break;
                                    if (value = reader.int32())
                                        message.healthThreshold = value;
                                    else
                                        delete message.healthThreshold;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return AppConnectionHealthProperties;
                })();

                v1.PubsubSubscription = (function() {

                    /**
                     * Properties of a PubsubSubscription.
                     * @typedef {Object} dapr.proto.runtime.v1.PubsubSubscription.$Properties
                     * @property {string|null} [pubsubName] PubsubSubscription pubsubName
                     * @property {string|null} [topic] PubsubSubscription topic
                     * @property {Object.<string,string>|null} [metadata] PubsubSubscription metadata
                     * @property {dapr.proto.runtime.v1.PubsubSubscriptionRules.$Properties|null} [rules] PubsubSubscription rules
                     * @property {string|null} [deadLetterTopic] PubsubSubscription deadLetterTopic
                     * @property {dapr.proto.runtime.v1.PubsubSubscriptionType|null} [type] PubsubSubscription type
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of a PubsubSubscription.
                     * @memberof dapr.proto.runtime.v1
                     * @interface IPubsubSubscription
                     * @augments dapr.proto.runtime.v1.PubsubSubscription.$Properties
                     * @deprecated Use dapr.proto.runtime.v1.PubsubSubscription.$Properties instead.
                     */

                    /**
                     * Shape of a PubsubSubscription.
                     * @typedef {dapr.proto.runtime.v1.PubsubSubscription.$Properties} dapr.proto.runtime.v1.PubsubSubscription.$Shape
                     */

                    /**
                     * Constructs a new PubsubSubscription.
                     * @memberof dapr.proto.runtime.v1
                     * @classdesc Represents a PubsubSubscription.
                     * @constructor
                     * @param {dapr.proto.runtime.v1.PubsubSubscription.$Properties=} [properties] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const PubsubSubscription = function (properties) {
                        this.metadata = {};
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    /**
                     * PubsubSubscription pubsubName.
                     * @member {string} pubsubName
                     * @memberof dapr.proto.runtime.v1.PubsubSubscription
                     * @instance
                     */
                    PubsubSubscription.prototype.pubsubName = "";

                    /**
                     * PubsubSubscription topic.
                     * @member {string} topic
                     * @memberof dapr.proto.runtime.v1.PubsubSubscription
                     * @instance
                     */
                    PubsubSubscription.prototype.topic = "";

                    /**
                     * PubsubSubscription metadata.
                     * @member {Object.<string,string>} metadata
                     * @memberof dapr.proto.runtime.v1.PubsubSubscription
                     * @instance
                     */
                    PubsubSubscription.prototype.metadata = $util.emptyObject;

                    /**
                     * PubsubSubscription rules.
                     * @member {dapr.proto.runtime.v1.PubsubSubscriptionRules.$Properties|null|undefined} rules
                     * @memberof dapr.proto.runtime.v1.PubsubSubscription
                     * @instance
                     */
                    PubsubSubscription.prototype.rules = null;

                    /**
                     * PubsubSubscription deadLetterTopic.
                     * @member {string} deadLetterTopic
                     * @memberof dapr.proto.runtime.v1.PubsubSubscription
                     * @instance
                     */
                    PubsubSubscription.prototype.deadLetterTopic = "";

                    /**
                     * PubsubSubscription type.
                     * @member {dapr.proto.runtime.v1.PubsubSubscriptionType} type
                     * @memberof dapr.proto.runtime.v1.PubsubSubscription
                     * @instance
                     */
                    PubsubSubscription.prototype.type = 0;

                    /**
                     * Encodes the specified PubsubSubscription message. Does not implicitly {@link dapr.proto.runtime.v1.PubsubSubscription.verify|verify} messages.
                     * @function encode
                     * @memberof dapr.proto.runtime.v1.PubsubSubscription
                     * @static
                     * @param {dapr.proto.runtime.v1.PubsubSubscription.$Properties} message PubsubSubscription message or plain object to encode
                     * @param {$protobuf.Writer} [writer] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    PubsubSubscription.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.pubsubName != null && $Object.hasOwnProperty.call(message, "pubsubName") && message.pubsubName !== "")
                            writer.uint32(/* id 1, wireType 2 =*/10).string(message.pubsubName);
                        if (message.topic != null && $Object.hasOwnProperty.call(message, "topic") && message.topic !== "")
                            writer.uint32(/* id 2, wireType 2 =*/18).string(message.topic);
                        if (message.metadata != null && $Object.hasOwnProperty.call(message, "metadata"))
                            for (let keys = $Object.keys(message.metadata), i = 0; i < keys.length; ++i)
                                writer.uint32(/* id 3, wireType 2 =*/26).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.metadata[keys[i]]).ldelim();
                        if (message.rules != null && $Object.hasOwnProperty.call(message, "rules"))
                            $root.dapr.proto.runtime.v1.PubsubSubscriptionRules.encode(message.rules, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                        if (message.deadLetterTopic != null && $Object.hasOwnProperty.call(message, "deadLetterTopic") && message.deadLetterTopic !== "")
                            writer.uint32(/* id 5, wireType 2 =*/42).string(message.deadLetterTopic);
                        if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== 0)
                            writer.uint32(/* id 6, wireType 0 =*/48).int32(message.type);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    /**
                     * Decodes a PubsubSubscription message from the specified reader or buffer.
                     * @function decode
                     * @memberof dapr.proto.runtime.v1.PubsubSubscription
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                     * @param {number} [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.PubsubSubscription & dapr.proto.runtime.v1.PubsubSubscription.$Shape} PubsubSubscription
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    PubsubSubscription.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, key, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.dapr.proto.runtime.v1.PubsubSubscription();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.pubsubName = value;
                                    else
                                        delete message.pubsubName;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.topic = value;
                                    else
                                        delete message.topic;
                                    continue;
                                }
                            case 3: {
                                    if (wireType !== 2)
                                        break;
                                    if (message.metadata === $util.emptyObject)
                                        message.metadata = {};
                                    let end2 = reader.size() + reader.pos;
                                    if (end2 > reader.len)
                                        throw $RangeError("index out of range");
                                    reader.len = end2;
                                    key = "";
                                    value = "";
                                    while (reader.pos < end2) {
                                        let tag2 = reader.tag();
                                        wireType = tag2 & 7;
                                        switch (tag2 >>>= 3) {
                                        case 1:
                                            if (wireType !== 2)
                                                break;
                                            key = reader.stringVerify();
                                            continue;
                                        case 2:
                                            if (wireType !== 2)
                                                break;
                                            value = reader.stringVerify();
                                            continue;
                                        }
                                        reader.skipType(wireType, _depth, tag2);
                                    }
                                    if (reader.pos !== end2)
                                        throw $RangeError("index out of range");
                                    reader.len = end;
                                    if (key === "__proto__")
                                        $util.makeProp(message.metadata, key);
                                    message.metadata[key] = value;
                                    continue;
                                }
                            case 4: {
                                    if (wireType !== 2)
                                        break;
                                    message.rules = $root.dapr.proto.runtime.v1.PubsubSubscriptionRules.decode(reader, reader.size(), $undefined, _depth + 1, message.rules);
                                    continue;
                                }
                            case 5: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.deadLetterTopic = value;
                                    else
                                        delete message.deadLetterTopic;
                                    continue;
                                }
                            case 6: {
                                    if (wireType !== 0)
                                        break;
                                    if (value = reader.int32())
                                        message.type = value;
                                    else
                                        delete message.type;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return PubsubSubscription;
                })();

                /**
                 * PubsubSubscriptionType enum.
                 * @name dapr.proto.runtime.v1.PubsubSubscriptionType
                 * @enum {number}
                 * @property {number} UNKNOWN=0 UNKNOWN value
                 * @property {number} DECLARATIVE=1 DECLARATIVE value
                 * @property {number} PROGRAMMATIC=2 PROGRAMMATIC value
                 * @property {number} STREAMING=3 STREAMING value
                 */
                v1.PubsubSubscriptionType = (function() {
                    const valuesById = $Object.create(null), values = $Object.create(valuesById);
                    values[valuesById[0] = "UNKNOWN"] = 0;
                    values[valuesById[1] = "DECLARATIVE"] = 1;
                    values[valuesById[2] = "PROGRAMMATIC"] = 2;
                    values[valuesById[3] = "STREAMING"] = 3;
                    return values;
                })();

                v1.PubsubSubscriptionRules = (function() {

                    /**
                     * Properties of a PubsubSubscriptionRules.
                     * @typedef {Object} dapr.proto.runtime.v1.PubsubSubscriptionRules.$Properties
                     * @property {Array.<dapr.proto.runtime.v1.PubsubSubscriptionRule.$Properties>|null} [rules] PubsubSubscriptionRules rules
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of a PubsubSubscriptionRules.
                     * @memberof dapr.proto.runtime.v1
                     * @interface IPubsubSubscriptionRules
                     * @augments dapr.proto.runtime.v1.PubsubSubscriptionRules.$Properties
                     * @deprecated Use dapr.proto.runtime.v1.PubsubSubscriptionRules.$Properties instead.
                     */

                    /**
                     * Shape of a PubsubSubscriptionRules.
                     * @typedef {dapr.proto.runtime.v1.PubsubSubscriptionRules.$Properties} dapr.proto.runtime.v1.PubsubSubscriptionRules.$Shape
                     */

                    /**
                     * Constructs a new PubsubSubscriptionRules.
                     * @memberof dapr.proto.runtime.v1
                     * @classdesc Represents a PubsubSubscriptionRules.
                     * @constructor
                     * @param {dapr.proto.runtime.v1.PubsubSubscriptionRules.$Properties=} [properties] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const PubsubSubscriptionRules = function (properties) {
                        this.rules = [];
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    /**
                     * PubsubSubscriptionRules rules.
                     * @member {Array.<dapr.proto.runtime.v1.PubsubSubscriptionRule.$Properties>} rules
                     * @memberof dapr.proto.runtime.v1.PubsubSubscriptionRules
                     * @instance
                     */
                    PubsubSubscriptionRules.prototype.rules = $util.emptyArray;

                    /**
                     * Encodes the specified PubsubSubscriptionRules message. Does not implicitly {@link dapr.proto.runtime.v1.PubsubSubscriptionRules.verify|verify} messages.
                     * @function encode
                     * @memberof dapr.proto.runtime.v1.PubsubSubscriptionRules
                     * @static
                     * @param {dapr.proto.runtime.v1.PubsubSubscriptionRules.$Properties} message PubsubSubscriptionRules message or plain object to encode
                     * @param {$protobuf.Writer} [writer] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    PubsubSubscriptionRules.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.rules != null && message.rules.length)
                            for (let i = 0; i < message.rules.length; ++i)
                                $root.dapr.proto.runtime.v1.PubsubSubscriptionRule.encode(message.rules[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    /**
                     * Decodes a PubsubSubscriptionRules message from the specified reader or buffer.
                     * @function decode
                     * @memberof dapr.proto.runtime.v1.PubsubSubscriptionRules
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                     * @param {number} [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.PubsubSubscriptionRules & dapr.proto.runtime.v1.PubsubSubscriptionRules.$Shape} PubsubSubscriptionRules
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    PubsubSubscriptionRules.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.dapr.proto.runtime.v1.PubsubSubscriptionRules();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        break;
                                    if (!(message.rules && message.rules.length))
                                        message.rules = [];
                                    message.rules.push($root.dapr.proto.runtime.v1.PubsubSubscriptionRule.decode(reader, reader.size(), $undefined, _depth + 1));
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return PubsubSubscriptionRules;
                })();

                v1.PubsubSubscriptionRule = (function() {

                    /**
                     * Properties of a PubsubSubscriptionRule.
                     * @typedef {Object} dapr.proto.runtime.v1.PubsubSubscriptionRule.$Properties
                     * @property {string|null} [match] PubsubSubscriptionRule match
                     * @property {string|null} [path] PubsubSubscriptionRule path
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of a PubsubSubscriptionRule.
                     * @memberof dapr.proto.runtime.v1
                     * @interface IPubsubSubscriptionRule
                     * @augments dapr.proto.runtime.v1.PubsubSubscriptionRule.$Properties
                     * @deprecated Use dapr.proto.runtime.v1.PubsubSubscriptionRule.$Properties instead.
                     */

                    /**
                     * Shape of a PubsubSubscriptionRule.
                     * @typedef {dapr.proto.runtime.v1.PubsubSubscriptionRule.$Properties} dapr.proto.runtime.v1.PubsubSubscriptionRule.$Shape
                     */

                    /**
                     * Constructs a new PubsubSubscriptionRule.
                     * @memberof dapr.proto.runtime.v1
                     * @classdesc Represents a PubsubSubscriptionRule.
                     * @constructor
                     * @param {dapr.proto.runtime.v1.PubsubSubscriptionRule.$Properties=} [properties] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const PubsubSubscriptionRule = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    /**
                     * PubsubSubscriptionRule match.
                     * @member {string} match
                     * @memberof dapr.proto.runtime.v1.PubsubSubscriptionRule
                     * @instance
                     */
                    PubsubSubscriptionRule.prototype.match = "";

                    /**
                     * PubsubSubscriptionRule path.
                     * @member {string} path
                     * @memberof dapr.proto.runtime.v1.PubsubSubscriptionRule
                     * @instance
                     */
                    PubsubSubscriptionRule.prototype.path = "";

                    /**
                     * Encodes the specified PubsubSubscriptionRule message. Does not implicitly {@link dapr.proto.runtime.v1.PubsubSubscriptionRule.verify|verify} messages.
                     * @function encode
                     * @memberof dapr.proto.runtime.v1.PubsubSubscriptionRule
                     * @static
                     * @param {dapr.proto.runtime.v1.PubsubSubscriptionRule.$Properties} message PubsubSubscriptionRule message or plain object to encode
                     * @param {$protobuf.Writer} [writer] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    PubsubSubscriptionRule.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.match != null && $Object.hasOwnProperty.call(message, "match") && message.match !== "")
                            writer.uint32(/* id 1, wireType 2 =*/10).string(message.match);
                        if (message.path != null && $Object.hasOwnProperty.call(message, "path") && message.path !== "")
                            writer.uint32(/* id 2, wireType 2 =*/18).string(message.path);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    /**
                     * Decodes a PubsubSubscriptionRule message from the specified reader or buffer.
                     * @function decode
                     * @memberof dapr.proto.runtime.v1.PubsubSubscriptionRule
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                     * @param {number} [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.PubsubSubscriptionRule & dapr.proto.runtime.v1.PubsubSubscriptionRule.$Shape} PubsubSubscriptionRule
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    PubsubSubscriptionRule.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.dapr.proto.runtime.v1.PubsubSubscriptionRule();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.match = value;
                                    else
                                        delete message.match;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.path = value;
                                    else
                                        delete message.path;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return PubsubSubscriptionRule;
                })();

                v1.SetMetadataRequest = (function() {

                    /**
                     * Properties of a SetMetadataRequest.
                     * @typedef {Object} dapr.proto.runtime.v1.SetMetadataRequest.$Properties
                     * @property {string|null} [key] SetMetadataRequest key
                     * @property {string|null} [value] SetMetadataRequest value
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of a SetMetadataRequest.
                     * @memberof dapr.proto.runtime.v1
                     * @interface ISetMetadataRequest
                     * @augments dapr.proto.runtime.v1.SetMetadataRequest.$Properties
                     * @deprecated Use dapr.proto.runtime.v1.SetMetadataRequest.$Properties instead.
                     */

                    /**
                     * Shape of a SetMetadataRequest.
                     * @typedef {dapr.proto.runtime.v1.SetMetadataRequest.$Properties} dapr.proto.runtime.v1.SetMetadataRequest.$Shape
                     */

                    /**
                     * Constructs a new SetMetadataRequest.
                     * @memberof dapr.proto.runtime.v1
                     * @classdesc Represents a SetMetadataRequest.
                     * @constructor
                     * @param {dapr.proto.runtime.v1.SetMetadataRequest.$Properties=} [properties] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const SetMetadataRequest = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    /**
                     * SetMetadataRequest key.
                     * @member {string} key
                     * @memberof dapr.proto.runtime.v1.SetMetadataRequest
                     * @instance
                     */
                    SetMetadataRequest.prototype.key = "";

                    /**
                     * SetMetadataRequest value.
                     * @member {string} value
                     * @memberof dapr.proto.runtime.v1.SetMetadataRequest
                     * @instance
                     */
                    SetMetadataRequest.prototype.value = "";

                    /**
                     * Encodes the specified SetMetadataRequest message. Does not implicitly {@link dapr.proto.runtime.v1.SetMetadataRequest.verify|verify} messages.
                     * @function encode
                     * @memberof dapr.proto.runtime.v1.SetMetadataRequest
                     * @static
                     * @param {dapr.proto.runtime.v1.SetMetadataRequest.$Properties} message SetMetadataRequest message or plain object to encode
                     * @param {$protobuf.Writer} [writer] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    SetMetadataRequest.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                            writer.uint32(/* id 1, wireType 2 =*/10).string(message.key);
                        if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value !== "")
                            writer.uint32(/* id 2, wireType 2 =*/18).string(message.value);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    /**
                     * Decodes a SetMetadataRequest message from the specified reader or buffer.
                     * @function decode
                     * @memberof dapr.proto.runtime.v1.SetMetadataRequest
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                     * @param {number} [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.SetMetadataRequest & dapr.proto.runtime.v1.SetMetadataRequest.$Shape} SetMetadataRequest
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    SetMetadataRequest.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.dapr.proto.runtime.v1.SetMetadataRequest();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.key = value;
                                    else
                                        delete message.key;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.value = value;
                                    else
                                        delete message.value;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return SetMetadataRequest;
                })();

                v1.GetSecretRequest = (function() {

                    /**
                     * Properties of a GetSecretRequest.
                     * @typedef {Object} dapr.proto.runtime.v1.GetSecretRequest.$Properties
                     * @property {string|null} [storeName] GetSecretRequest storeName
                     * @property {string|null} [key] GetSecretRequest key
                     * @property {Object.<string,string>|null} [metadata] GetSecretRequest metadata
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of a GetSecretRequest.
                     * @memberof dapr.proto.runtime.v1
                     * @interface IGetSecretRequest
                     * @augments dapr.proto.runtime.v1.GetSecretRequest.$Properties
                     * @deprecated Use dapr.proto.runtime.v1.GetSecretRequest.$Properties instead.
                     */

                    /**
                     * Shape of a GetSecretRequest.
                     * @typedef {dapr.proto.runtime.v1.GetSecretRequest.$Properties} dapr.proto.runtime.v1.GetSecretRequest.$Shape
                     */

                    /**
                     * Constructs a new GetSecretRequest.
                     * @memberof dapr.proto.runtime.v1
                     * @classdesc Represents a GetSecretRequest.
                     * @constructor
                     * @param {dapr.proto.runtime.v1.GetSecretRequest.$Properties=} [properties] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const GetSecretRequest = function (properties) {
                        this.metadata = {};
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    /**
                     * GetSecretRequest storeName.
                     * @member {string} storeName
                     * @memberof dapr.proto.runtime.v1.GetSecretRequest
                     * @instance
                     */
                    GetSecretRequest.prototype.storeName = "";

                    /**
                     * GetSecretRequest key.
                     * @member {string} key
                     * @memberof dapr.proto.runtime.v1.GetSecretRequest
                     * @instance
                     */
                    GetSecretRequest.prototype.key = "";

                    /**
                     * GetSecretRequest metadata.
                     * @member {Object.<string,string>} metadata
                     * @memberof dapr.proto.runtime.v1.GetSecretRequest
                     * @instance
                     */
                    GetSecretRequest.prototype.metadata = $util.emptyObject;

                    /**
                     * Encodes the specified GetSecretRequest message. Does not implicitly {@link dapr.proto.runtime.v1.GetSecretRequest.verify|verify} messages.
                     * @function encode
                     * @memberof dapr.proto.runtime.v1.GetSecretRequest
                     * @static
                     * @param {dapr.proto.runtime.v1.GetSecretRequest.$Properties} message GetSecretRequest message or plain object to encode
                     * @param {$protobuf.Writer} [writer] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    GetSecretRequest.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.storeName != null && $Object.hasOwnProperty.call(message, "storeName") && message.storeName !== "")
                            writer.uint32(/* id 1, wireType 2 =*/10).string(message.storeName);
                        if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                            writer.uint32(/* id 2, wireType 2 =*/18).string(message.key);
                        if (message.metadata != null && $Object.hasOwnProperty.call(message, "metadata"))
                            for (let keys = $Object.keys(message.metadata), i = 0; i < keys.length; ++i)
                                writer.uint32(/* id 3, wireType 2 =*/26).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.metadata[keys[i]]).ldelim();
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    /**
                     * Decodes a GetSecretRequest message from the specified reader or buffer.
                     * @function decode
                     * @memberof dapr.proto.runtime.v1.GetSecretRequest
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                     * @param {number} [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.GetSecretRequest & dapr.proto.runtime.v1.GetSecretRequest.$Shape} GetSecretRequest
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    GetSecretRequest.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, key, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.dapr.proto.runtime.v1.GetSecretRequest();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.storeName = value;
                                    else
                                        delete message.storeName;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.key = value;
                                    else
                                        delete message.key;
                                    continue;
                                }
                            case 3: {
                                    if (wireType !== 2)
                                        break;
                                    if (message.metadata === $util.emptyObject)
                                        message.metadata = {};
                                    let end2 = reader.size() + reader.pos;
                                    if (end2 > reader.len)
                                        throw $RangeError("index out of range");
                                    reader.len = end2;
                                    key = "";
                                    value = "";
                                    while (reader.pos < end2) {
                                        let tag2 = reader.tag();
                                        wireType = tag2 & 7;
                                        switch (tag2 >>>= 3) {
                                        case 1:
                                            if (wireType !== 2)
                                                break;
                                            key = reader.stringVerify();
                                            continue;
                                        case 2:
                                            if (wireType !== 2)
                                                break;
                                            value = reader.stringVerify();
                                            continue;
                                        }
                                        reader.skipType(wireType, _depth, tag2);
                                    }
                                    if (reader.pos !== end2)
                                        throw $RangeError("index out of range");
                                    reader.len = end;
                                    if (key === "__proto__")
                                        $util.makeProp(message.metadata, key);
                                    message.metadata[key] = value;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return GetSecretRequest;
                })();

                v1.GetSecretResponse = (function() {

                    /**
                     * Properties of a GetSecretResponse.
                     * @typedef {Object} dapr.proto.runtime.v1.GetSecretResponse.$Properties
                     * @property {Object.<string,string>|null} [data] GetSecretResponse data
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of a GetSecretResponse.
                     * @memberof dapr.proto.runtime.v1
                     * @interface IGetSecretResponse
                     * @augments dapr.proto.runtime.v1.GetSecretResponse.$Properties
                     * @deprecated Use dapr.proto.runtime.v1.GetSecretResponse.$Properties instead.
                     */

                    /**
                     * Shape of a GetSecretResponse.
                     * @typedef {dapr.proto.runtime.v1.GetSecretResponse.$Properties} dapr.proto.runtime.v1.GetSecretResponse.$Shape
                     */

                    /**
                     * Constructs a new GetSecretResponse.
                     * @memberof dapr.proto.runtime.v1
                     * @classdesc Represents a GetSecretResponse.
                     * @constructor
                     * @param {dapr.proto.runtime.v1.GetSecretResponse.$Properties=} [properties] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const GetSecretResponse = function (properties) {
                        this.data = {};
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    /**
                     * GetSecretResponse data.
                     * @member {Object.<string,string>} data
                     * @memberof dapr.proto.runtime.v1.GetSecretResponse
                     * @instance
                     */
                    GetSecretResponse.prototype.data = $util.emptyObject;

                    /**
                     * Encodes the specified GetSecretResponse message. Does not implicitly {@link dapr.proto.runtime.v1.GetSecretResponse.verify|verify} messages.
                     * @function encode
                     * @memberof dapr.proto.runtime.v1.GetSecretResponse
                     * @static
                     * @param {dapr.proto.runtime.v1.GetSecretResponse.$Properties} message GetSecretResponse message or plain object to encode
                     * @param {$protobuf.Writer} [writer] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    GetSecretResponse.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.data != null && $Object.hasOwnProperty.call(message, "data"))
                            for (let keys = $Object.keys(message.data), i = 0; i < keys.length; ++i)
                                writer.uint32(/* id 1, wireType 2 =*/10).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.data[keys[i]]).ldelim();
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    /**
                     * Decodes a GetSecretResponse message from the specified reader or buffer.
                     * @function decode
                     * @memberof dapr.proto.runtime.v1.GetSecretResponse
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                     * @param {number} [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.GetSecretResponse & dapr.proto.runtime.v1.GetSecretResponse.$Shape} GetSecretResponse
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    GetSecretResponse.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, key, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.dapr.proto.runtime.v1.GetSecretResponse();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        break;
                                    if (message.data === $util.emptyObject)
                                        message.data = {};
                                    let end2 = reader.size() + reader.pos;
                                    if (end2 > reader.len)
                                        throw $RangeError("index out of range");
                                    reader.len = end2;
                                    key = "";
                                    value = "";
                                    while (reader.pos < end2) {
                                        let tag2 = reader.tag();
                                        wireType = tag2 & 7;
                                        switch (tag2 >>>= 3) {
                                        case 1:
                                            if (wireType !== 2)
                                                break;
                                            key = reader.stringVerify();
                                            continue;
                                        case 2:
                                            if (wireType !== 2)
                                                break;
                                            value = reader.stringVerify();
                                            continue;
                                        }
                                        reader.skipType(wireType, _depth, tag2);
                                    }
                                    if (reader.pos !== end2)
                                        throw $RangeError("index out of range");
                                    reader.len = end;
                                    if (key === "__proto__")
                                        $util.makeProp(message.data, key);
                                    message.data[key] = value;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return GetSecretResponse;
                })();

                v1.GetBulkSecretRequest = (function() {

                    /**
                     * Properties of a GetBulkSecretRequest.
                     * @typedef {Object} dapr.proto.runtime.v1.GetBulkSecretRequest.$Properties
                     * @property {string|null} [storeName] GetBulkSecretRequest storeName
                     * @property {Object.<string,string>|null} [metadata] GetBulkSecretRequest metadata
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of a GetBulkSecretRequest.
                     * @memberof dapr.proto.runtime.v1
                     * @interface IGetBulkSecretRequest
                     * @augments dapr.proto.runtime.v1.GetBulkSecretRequest.$Properties
                     * @deprecated Use dapr.proto.runtime.v1.GetBulkSecretRequest.$Properties instead.
                     */

                    /**
                     * Shape of a GetBulkSecretRequest.
                     * @typedef {dapr.proto.runtime.v1.GetBulkSecretRequest.$Properties} dapr.proto.runtime.v1.GetBulkSecretRequest.$Shape
                     */

                    /**
                     * Constructs a new GetBulkSecretRequest.
                     * @memberof dapr.proto.runtime.v1
                     * @classdesc Represents a GetBulkSecretRequest.
                     * @constructor
                     * @param {dapr.proto.runtime.v1.GetBulkSecretRequest.$Properties=} [properties] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const GetBulkSecretRequest = function (properties) {
                        this.metadata = {};
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    /**
                     * GetBulkSecretRequest storeName.
                     * @member {string} storeName
                     * @memberof dapr.proto.runtime.v1.GetBulkSecretRequest
                     * @instance
                     */
                    GetBulkSecretRequest.prototype.storeName = "";

                    /**
                     * GetBulkSecretRequest metadata.
                     * @member {Object.<string,string>} metadata
                     * @memberof dapr.proto.runtime.v1.GetBulkSecretRequest
                     * @instance
                     */
                    GetBulkSecretRequest.prototype.metadata = $util.emptyObject;

                    /**
                     * Encodes the specified GetBulkSecretRequest message. Does not implicitly {@link dapr.proto.runtime.v1.GetBulkSecretRequest.verify|verify} messages.
                     * @function encode
                     * @memberof dapr.proto.runtime.v1.GetBulkSecretRequest
                     * @static
                     * @param {dapr.proto.runtime.v1.GetBulkSecretRequest.$Properties} message GetBulkSecretRequest message or plain object to encode
                     * @param {$protobuf.Writer} [writer] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    GetBulkSecretRequest.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.storeName != null && $Object.hasOwnProperty.call(message, "storeName") && message.storeName !== "")
                            writer.uint32(/* id 1, wireType 2 =*/10).string(message.storeName);
                        if (message.metadata != null && $Object.hasOwnProperty.call(message, "metadata"))
                            for (let keys = $Object.keys(message.metadata), i = 0; i < keys.length; ++i)
                                writer.uint32(/* id 2, wireType 2 =*/18).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.metadata[keys[i]]).ldelim();
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    /**
                     * Decodes a GetBulkSecretRequest message from the specified reader or buffer.
                     * @function decode
                     * @memberof dapr.proto.runtime.v1.GetBulkSecretRequest
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                     * @param {number} [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.GetBulkSecretRequest & dapr.proto.runtime.v1.GetBulkSecretRequest.$Shape} GetBulkSecretRequest
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    GetBulkSecretRequest.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, key, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.dapr.proto.runtime.v1.GetBulkSecretRequest();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        break;
                                    if ((value = reader.stringVerify()).length)
                                        message.storeName = value;
                                    else
                                        delete message.storeName;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2)
                                        break;
                                    if (message.metadata === $util.emptyObject)
                                        message.metadata = {};
                                    let end2 = reader.size() + reader.pos;
                                    if (end2 > reader.len)
                                        throw $RangeError("index out of range");
                                    reader.len = end2;
                                    key = "";
                                    value = "";
                                    while (reader.pos < end2) {
                                        let tag2 = reader.tag();
                                        wireType = tag2 & 7;
                                        switch (tag2 >>>= 3) {
                                        case 1:
                                            if (wireType !== 2)
                                                break;
                                            key = reader.stringVerify();
                                            continue;
                                        case 2:
                                            if (wireType !== 2)
                                                break;
                                            value = reader.stringVerify();
                                            continue;
                                        }
                                        reader.skipType(wireType, _depth, tag2);
                                    }
                                    if (reader.pos !== end2)
                                        throw $RangeError("index out of range");
                                    reader.len = end;
                                    if (key === "__proto__")
                                        $util.makeProp(message.metadata, key);
                                    message.metadata[key] = value;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return GetBulkSecretRequest;
                })();

                v1.SecretResponse = (function() {

                    /**
                     * Properties of a SecretResponse.
                     * @typedef {Object} dapr.proto.runtime.v1.SecretResponse.$Properties
                     * @property {Object.<string,string>|null} [secrets] SecretResponse secrets
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of a SecretResponse.
                     * @memberof dapr.proto.runtime.v1
                     * @interface ISecretResponse
                     * @augments dapr.proto.runtime.v1.SecretResponse.$Properties
                     * @deprecated Use dapr.proto.runtime.v1.SecretResponse.$Properties instead.
                     */

                    /**
                     * Shape of a SecretResponse.
                     * @typedef {dapr.proto.runtime.v1.SecretResponse.$Properties} dapr.proto.runtime.v1.SecretResponse.$Shape
                     */

                    /**
                     * Constructs a new SecretResponse.
                     * @memberof dapr.proto.runtime.v1
                     * @classdesc Represents a SecretResponse.
                     * @constructor
                     * @param {dapr.proto.runtime.v1.SecretResponse.$Properties=} [properties] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const SecretResponse = function (properties) {
                        this.secrets = {};
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    /**
                     * SecretResponse secrets.
                     * @member {Object.<string,string>} secrets
                     * @memberof dapr.proto.runtime.v1.SecretResponse
                     * @instance
                     */
                    SecretResponse.prototype.secrets = $util.emptyObject;

                    /**
                     * Encodes the specified SecretResponse message. Does not implicitly {@link dapr.proto.runtime.v1.SecretResponse.verify|verify} messages.
                     * @function encode
                     * @memberof dapr.proto.runtime.v1.SecretResponse
                     * @static
                     * @param {dapr.proto.runtime.v1.SecretResponse.$Properties} message SecretResponse message or plain object to encode
                     * @param {$protobuf.Writer} [writer] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    SecretResponse.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.secrets != null && $Object.hasOwnProperty.call(message, "secrets"))
                            for (let keys = $Object.keys(message.secrets), i = 0; i < keys.length; ++i)
                                writer.uint32(/* id 1, wireType 2 =*/10).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.secrets[keys[i]]).ldelim();
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    /**
                     * Decodes a SecretResponse message from the specified reader or buffer.
                     * @function decode
                     * @memberof dapr.proto.runtime.v1.SecretResponse
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                     * @param {number} [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.SecretResponse & dapr.proto.runtime.v1.SecretResponse.$Shape} SecretResponse
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    SecretResponse.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, key, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.dapr.proto.runtime.v1.SecretResponse();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        break;
                                    if (message.secrets === $util.emptyObject)
                                        message.secrets = {};
                                    let end2 = reader.size() + reader.pos;
                                    if (end2 > reader.len)
                                        throw $RangeError("index out of range");
                                    reader.len = end2;
                                    key = "";
                                    value = "";
                                    while (reader.pos < end2) {
                                        let tag2 = reader.tag();
                                        wireType = tag2 & 7;
                                        switch (tag2 >>>= 3) {
                                        case 1:
                                            if (wireType !== 2)
                                                break;
                                            key = reader.stringVerify();
                                            continue;
                                        case 2:
                                            if (wireType !== 2)
                                                break;
                                            value = reader.stringVerify();
                                            continue;
                                        }
                                        reader.skipType(wireType, _depth, tag2);
                                    }
                                    if (reader.pos !== end2)
                                        throw $RangeError("index out of range");
                                    reader.len = end;
                                    if (key === "__proto__")
                                        $util.makeProp(message.secrets, key);
                                    message.secrets[key] = value;
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return SecretResponse;
                })();

                v1.GetBulkSecretResponse = (function() {

                    /**
                     * Properties of a GetBulkSecretResponse.
                     * @typedef {Object} dapr.proto.runtime.v1.GetBulkSecretResponse.$Properties
                     * @property {Object.<string,dapr.proto.runtime.v1.SecretResponse.$Properties>|null} [data] GetBulkSecretResponse data
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of a GetBulkSecretResponse.
                     * @memberof dapr.proto.runtime.v1
                     * @interface IGetBulkSecretResponse
                     * @augments dapr.proto.runtime.v1.GetBulkSecretResponse.$Properties
                     * @deprecated Use dapr.proto.runtime.v1.GetBulkSecretResponse.$Properties instead.
                     */

                    /**
                     * Shape of a GetBulkSecretResponse.
                     * @typedef {dapr.proto.runtime.v1.GetBulkSecretResponse.$Properties} dapr.proto.runtime.v1.GetBulkSecretResponse.$Shape
                     */

                    /**
                     * Constructs a new GetBulkSecretResponse.
                     * @memberof dapr.proto.runtime.v1
                     * @classdesc Represents a GetBulkSecretResponse.
                     * @constructor
                     * @param {dapr.proto.runtime.v1.GetBulkSecretResponse.$Properties=} [properties] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const GetBulkSecretResponse = function (properties) {
                        this.data = {};
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    /**
                     * GetBulkSecretResponse data.
                     * @member {Object.<string,dapr.proto.runtime.v1.SecretResponse.$Properties>} data
                     * @memberof dapr.proto.runtime.v1.GetBulkSecretResponse
                     * @instance
                     */
                    GetBulkSecretResponse.prototype.data = $util.emptyObject;

                    /**
                     * Encodes the specified GetBulkSecretResponse message. Does not implicitly {@link dapr.proto.runtime.v1.GetBulkSecretResponse.verify|verify} messages.
                     * @function encode
                     * @memberof dapr.proto.runtime.v1.GetBulkSecretResponse
                     * @static
                     * @param {dapr.proto.runtime.v1.GetBulkSecretResponse.$Properties} message GetBulkSecretResponse message or plain object to encode
                     * @param {$protobuf.Writer} [writer] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    GetBulkSecretResponse.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.data != null && $Object.hasOwnProperty.call(message, "data"))
                            for (let keys = $Object.keys(message.data), i = 0; i < keys.length; ++i) {
                                writer.uint32(/* id 1, wireType 2 =*/10).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]);
                                $root.dapr.proto.runtime.v1.SecretResponse.encode(message.data[keys[i]], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim().ldelim();
                            }
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    /**
                     * Decodes a GetBulkSecretResponse message from the specified reader or buffer.
                     * @function decode
                     * @memberof dapr.proto.runtime.v1.GetBulkSecretResponse
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                     * @param {number} [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.GetBulkSecretResponse & dapr.proto.runtime.v1.GetBulkSecretResponse.$Shape} GetBulkSecretResponse
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    GetBulkSecretResponse.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, key, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.dapr.proto.runtime.v1.GetBulkSecretResponse();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            let wireType = tag & 7;
                            switch (tag >>>= 3) {
                            case 1: {
                                    if (wireType !== 2)
                                        break;
                                    if (message.data === $util.emptyObject)
                                        message.data = {};
                                    let end2 = reader.size() + reader.pos;
                                    if (end2 > reader.len)
                                        throw $RangeError("index out of range");
                                    reader.len = end2;
                                    key = "";
                                    value = null;
                                    while (reader.pos < end2) {
                                        let tag2 = reader.tag();
                                        wireType = tag2 & 7;
                                        switch (tag2 >>>= 3) {
                                        case 1:
                                            if (wireType !== 2)
                                                break;
                                            key = reader.stringVerify();
                                            continue;
                                        case 2:
                                            if (wireType !== 2)
                                                break;
                                            value = $root.dapr.proto.runtime.v1.SecretResponse.decode(reader, reader.size(), $undefined, _depth + 1, value);
                                            continue;
                                        }
                                        reader.skipType(wireType, _depth, tag2);
                                    }
                                    if (reader.pos !== end2)
                                        throw $RangeError("index out of range");
                                    reader.len = end;
                                    if (key === "__proto__")
                                        $util.makeProp(message.data, key);
                                    message.data[key] = value || new $root.dapr.proto.runtime.v1.SecretResponse();
                                    continue;
                                }
                            }
                            reader.skipType(wireType, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return GetBulkSecretResponse;
                })();

                v1.ShutdownRequest = (function() {

                    /**
                     * Properties of a ShutdownRequest.
                     * @typedef {Object} dapr.proto.runtime.v1.ShutdownRequest.$Properties
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */

                    /**
                     * Properties of a ShutdownRequest.
                     * @memberof dapr.proto.runtime.v1
                     * @interface IShutdownRequest
                     * @augments dapr.proto.runtime.v1.ShutdownRequest.$Properties
                     * @deprecated Use dapr.proto.runtime.v1.ShutdownRequest.$Properties instead.
                     */

                    /**
                     * Shape of a ShutdownRequest.
                     * @typedef {dapr.proto.runtime.v1.ShutdownRequest.$Properties} dapr.proto.runtime.v1.ShutdownRequest.$Shape
                     */

                    /**
                     * Constructs a new ShutdownRequest.
                     * @memberof dapr.proto.runtime.v1
                     * @classdesc Represents a ShutdownRequest.
                     * @constructor
                     * @param {dapr.proto.runtime.v1.ShutdownRequest.$Properties=} [properties] Properties to set
                     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                     */
                    const ShutdownRequest = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    /**
                     * Encodes the specified ShutdownRequest message. Does not implicitly {@link dapr.proto.runtime.v1.ShutdownRequest.verify|verify} messages.
                     * @function encode
                     * @memberof dapr.proto.runtime.v1.ShutdownRequest
                     * @static
                     * @param {dapr.proto.runtime.v1.ShutdownRequest.$Properties} message ShutdownRequest message or plain object to encode
                     * @param {$protobuf.Writer} [writer] Writer to encode to
                     * @returns {$protobuf.Writer} Writer
                     */
                    ShutdownRequest.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    /**
                     * Decodes a ShutdownRequest message from the specified reader or buffer.
                     * @function decode
                     * @memberof dapr.proto.runtime.v1.ShutdownRequest
                     * @static
                     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                     * @param {number} [length] Message length if known beforehand
                     * @returns {dapr.proto.runtime.v1.ShutdownRequest & dapr.proto.runtime.v1.ShutdownRequest.$Shape} ShutdownRequest
                     * @throws {Error} If the payload is not a reader or valid buffer
                     * @throws {$protobuf.util.ProtocolError} If required fields are missing
                     */
                    ShutdownRequest.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.dapr.proto.runtime.v1.ShutdownRequest();
                        while (reader.pos < end) {
                            let start = reader.pos;
                            let tag = reader.tag();
                            if (tag === _end) {
                                _end = $undefined;
                                break;
                            }
                            reader.skipType(tag & 7, _depth, tag);
                            if (!reader.discardUnknown) {
                                $util.makeProp(message, "$unknowns", false);
                                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                            }
                        }
                        if (length !== $undefined) {
                            if (reader.pos !== end)
                                throw $RangeError("index out of range");
                            reader.len = length;
                        }
                        if (_end !== $undefined)
                            throw $Error("missing end group");
                        return message;
                    };

                    return ShutdownRequest;
                })();

                return v1;
            })();

            return runtime;
        })();

        return proto;
    })();

    return dapr;
})();

export const google = $root.google = (() => {

    /**
     * Namespace google.
     * @exports google
     * @namespace
     */
    const google = {};

    google.protobuf = (function() {

        /**
         * Namespace protobuf.
         * @memberof google
         * @namespace
         */
        const protobuf = {};

        protobuf.Empty = (function() {

            /**
             * Properties of an Empty.
             * @typedef {Object} google.protobuf.Empty.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Empty.
             * @memberof google.protobuf
             * @interface IEmpty
             * @augments google.protobuf.Empty.$Properties
             * @deprecated Use google.protobuf.Empty.$Properties instead.
             */

            /**
             * Shape of an Empty.
             * @typedef {google.protobuf.Empty.$Properties} google.protobuf.Empty.$Shape
             */

            /**
             * Constructs a new Empty.
             * @memberof google.protobuf
             * @classdesc Represents an Empty.
             * @constructor
             * @param {google.protobuf.Empty.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Empty = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Encodes the specified Empty message. Does not implicitly {@link google.protobuf.Empty.verify|verify} messages.
             * @function encode
             * @memberof google.protobuf.Empty
             * @static
             * @param {google.protobuf.Empty.$Properties} message Empty message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Empty.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Empty message from the specified reader or buffer.
             * @function decode
             * @memberof google.protobuf.Empty
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {google.protobuf.Empty & google.protobuf.Empty.$Shape} Empty
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Empty.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.google.protobuf.Empty();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Empty;
        })();

        return protobuf;
    })();

    return google;
})();

export {
  $root as default
};
