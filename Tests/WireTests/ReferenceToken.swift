import Testing

/// SD-JWTs that the reference implementation (sd-jwt-python 0.10.4, decoys added to `array_in_sd` and `no_sd`)
/// made from the specifications of openwallet-foundation-labs/sd-jwt-python `tests/testcases` at cde6139
/// (Apache-2.0), signed with the issuer key of its `settings.yml`, and the claims that it reads from them.
struct ReferenceToken: Sendable, CustomTestStringConvertible {
  let name: String
  let issuance: String
  let issuanceClaims: String
  let presentation: String
  let presentationClaims: String

  var testDescription: String { name }

  /// The issuer's public key of `settings.yml`.
  static let keys = """
    {"keys":[{"kty":"EC","crv":"P-256","x":"b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ",\
    "y":"Xv5zWwuoaTgdS6hV43yI6gBwTnjukmFQQnJ_kCxzqk8"}]}
    """

  static let all = [
    ReferenceToken(
      name: "array_data_types",
      issuance: """
        eyJhbGciOiAiRVMyNTYiLCAidHlwIjogImV4YW1wbGUrc2Qtand0In0.eyJpc3MiOiAiaHR0cHM6Ly9leGFtcGxlLmNvbS9pc3N1\
        ZXIiLCAiaWF0IjogMTY4MzAwMDAwMCwgImV4cCI6IDE4ODMwMDAwMDAsICJkYXRhX3R5cGVzIjogW3siLi4uIjogInlpQmM4RVZU\
        RDctYnpzZ2thTmhBdkZWNEh1eGNkdUVzcVRGMDlqTkZlaWsifSwgeyIuLi4iOiAiMFl2eHFEQW8xLVdGWGxjVTg5LTRaalJsOUVI\
        d3ZTbW5RdkxNNl9IVVRoOCJ9LCB7Ii4uLiI6ICJDbnBUWVZnRXI1M3lsQWVkWDRHYTVrQkhBTThLbE1VT0hjOU1ubzNvQS13In0s\
        IHsiLi4uIjogImtHcUNUSGtOSkU1YUw4cHc1T3gyUFNpa3E3RUNMVzJ6Mk02Z19nNGtEeHMifSwgeyIuLi4iOiAiclRsb1l6Sndp\
        eDl1S3FkLVdmY1d3NWdVaXFma2NoZlNsZ2VxRWRoRVpqVSJ9LCB7Ii4uLiI6ICJoZERHdTN1RHRPTmxpTEViNFVBakRWcmR3bXU3\
        NXI4cGJCUktGN1BPVDJNIn0sIHsiLi4uIjogIktPZXpsWGo5LURPdkJMcVl5RXJDbk9FNjJ4eEZ1dFJibDVjcVZOVTNNX3cifV0s\
        ICJfc2RfYWxnIjogInNoYS0yNTYifQ.IyZVqdtQWph4oR8N5VW4a8ZGXhsB2cHYMhVdcJmkkE4uicp__7Qn_MUgV6iEbQmaYA9RF\
        ZS7FVOtRmKn7erYhg~WyJXTHZVRHBwOUtmQlBNQkl4azF2aUdBIiwgbnVsbF0~WyI0WVhhUWxVTDJ3c2hYczVhT2lNRmZRIiwgND\
        Jd~WyJpN2dzX252Z0VCSEFSeVNLcHVyODRBIiwgMy4xNF0~WyJjVTBjUVJUbXpBLXlmSTBSZ3YyUllRIiwgImZvbyJd~WyJmSzc0\
        UVZGeUQ4TFJvc0hDc2Z1MUtRIiwgdHJ1ZV0~WyJXQ1NMYVZHZTJpNjhfZm45czhPdkNnIiwgWyJUZXN0Il1d~WyJJdTlWZWwxNDZ\
        QRlVheV9qYjhrdUpBIiwgeyJmb28iOiAiYmFyIn1d~
        """,
      issuanceClaims: #"""
        {"iss":"https://example.com/issuer","iat":1683000000,"exp":1883000000,"data_types":[null,42,3.14,"fo\#
        o",true,["Test"],{"foo":"bar"}]}
        """#,
      presentation: """
        eyJhbGciOiAiRVMyNTYiLCAidHlwIjogImV4YW1wbGUrc2Qtand0In0.eyJpc3MiOiAiaHR0cHM6Ly9leGFtcGxlLmNvbS9pc3N1\
        ZXIiLCAiaWF0IjogMTY4MzAwMDAwMCwgImV4cCI6IDE4ODMwMDAwMDAsICJkYXRhX3R5cGVzIjogW3siLi4uIjogInlpQmM4RVZU\
        RDctYnpzZ2thTmhBdkZWNEh1eGNkdUVzcVRGMDlqTkZlaWsifSwgeyIuLi4iOiAiMFl2eHFEQW8xLVdGWGxjVTg5LTRaalJsOUVI\
        d3ZTbW5RdkxNNl9IVVRoOCJ9LCB7Ii4uLiI6ICJDbnBUWVZnRXI1M3lsQWVkWDRHYTVrQkhBTThLbE1VT0hjOU1ubzNvQS13In0s\
        IHsiLi4uIjogImtHcUNUSGtOSkU1YUw4cHc1T3gyUFNpa3E3RUNMVzJ6Mk02Z19nNGtEeHMifSwgeyIuLi4iOiAiclRsb1l6Sndp\
        eDl1S3FkLVdmY1d3NWdVaXFma2NoZlNsZ2VxRWRoRVpqVSJ9LCB7Ii4uLiI6ICJoZERHdTN1RHRPTmxpTEViNFVBakRWcmR3bXU3\
        NXI4cGJCUktGN1BPVDJNIn0sIHsiLi4uIjogIktPZXpsWGo5LURPdkJMcVl5RXJDbk9FNjJ4eEZ1dFJibDVjcVZOVTNNX3cifV0s\
        ICJfc2RfYWxnIjogInNoYS0yNTYifQ.IyZVqdtQWph4oR8N5VW4a8ZGXhsB2cHYMhVdcJmkkE4uicp__7Qn_MUgV6iEbQmaYA9RF\
        ZS7FVOtRmKn7erYhg~WyJXTHZVRHBwOUtmQlBNQkl4azF2aUdBIiwgbnVsbF0~WyI0WVhhUWxVTDJ3c2hYczVhT2lNRmZRIiwgND\
        Jd~WyJpN2dzX252Z0VCSEFSeVNLcHVyODRBIiwgMy4xNF0~WyJjVTBjUVJUbXpBLXlmSTBSZ3YyUllRIiwgImZvbyJd~WyJmSzc0\
        UVZGeUQ4TFJvc0hDc2Z1MUtRIiwgdHJ1ZV0~WyJXQ1NMYVZHZTJpNjhfZm45czhPdkNnIiwgWyJUZXN0Il1d~WyJJdTlWZWwxNDZ\
        QRlVheV9qYjhrdUpBIiwgeyJmb28iOiAiYmFyIn1d~
        """,
      presentationClaims: #"""
        {"iss":"https://example.com/issuer","iat":1683000000,"exp":1883000000,"data_types":[null,42,3.14,"fo\#
        o",true,["Test"],{"foo":"bar"}]}
        """#),
    ReferenceToken(
      name: "array_full_sd",
      issuance: """
        eyJhbGciOiAiRVMyNTYiLCAidHlwIjogImV4YW1wbGUrc2Qtand0In0.eyJpc3MiOiAiaHR0cHM6Ly9leGFtcGxlLmNvbS9pc3N1\
        ZXIiLCAiaWF0IjogMTY4MzAwMDAwMCwgImV4cCI6IDE4ODMwMDAwMDAsICJpc19vdmVyIjogeyJfc2QiOiBbIkptNDdIVGFHd3NO\
        UG56alJvOEhmSGpOcld5bjRuNjcwQkJLTmFhM1pkS1kiLCAiSzdCbmFESXhzWjdVWFFNUjhxZWZtbTZSOGZyUE1nampnZklJV21y\
        UzdVWSIsICJlLUdYOFpkVDUyb3lJRDdMSEVkT01TWXByZVFmdHdUbU5GV2ZHVHhFNU84Il19LCAiX3NkX2FsZyI6ICJzaGEtMjU2\
        In0.qz8Uv803BizorBlaAMW0rAK9EilaHGXgkZGiSnXJU4lUq4hZtkooqkg1fGcTIOuS1F-kQe-_iSaiSOMVD1_vkw~WyJyT2FfN\
        0xOcDV0VURtV1ZjVHRnUGtBIiwgIjEzIiwgdHJ1ZV0~WyJzQXBpNjZ3R2xRM2lGRGtCSGE4UEt3IiwgIjE4IiwgZmFsc2Vd~WyJX\
        QldKU1drZWlqc1dfZXd2MzN0ZndnIiwgIjIxIiwgZmFsc2Vd~
        """,
      issuanceClaims: #"""
        {"iss":"https://example.com/issuer","iat":1683000000,"exp":1883000000,"is_over":{"18":false,"21":fal\#
        se,"13":true}}
        """#,
      presentation: """
        eyJhbGciOiAiRVMyNTYiLCAidHlwIjogImV4YW1wbGUrc2Qtand0In0.eyJpc3MiOiAiaHR0cHM6Ly9leGFtcGxlLmNvbS9pc3N1\
        ZXIiLCAiaWF0IjogMTY4MzAwMDAwMCwgImV4cCI6IDE4ODMwMDAwMDAsICJpc19vdmVyIjogeyJfc2QiOiBbIkptNDdIVGFHd3NO\
        UG56alJvOEhmSGpOcld5bjRuNjcwQkJLTmFhM1pkS1kiLCAiSzdCbmFESXhzWjdVWFFNUjhxZWZtbTZSOGZyUE1nampnZklJV21y\
        UzdVWSIsICJlLUdYOFpkVDUyb3lJRDdMSEVkT01TWXByZVFmdHdUbU5GV2ZHVHhFNU84Il19LCAiX3NkX2FsZyI6ICJzaGEtMjU2\
        In0.qz8Uv803BizorBlaAMW0rAK9EilaHGXgkZGiSnXJU4lUq4hZtkooqkg1fGcTIOuS1F-kQe-_iSaiSOMVD1_vkw~WyJzQXBpN\
        jZ3R2xRM2lGRGtCSGE4UEt3IiwgIjE4IiwgZmFsc2Vd~
        """,
      presentationClaims: #"""
        {"iss":"https://example.com/issuer","iat":1683000000,"exp":1883000000,"is_over":{"18":false}}
        """#),
    ReferenceToken(
      name: "array_in_sd",
      issuance: """
        eyJhbGciOiAiRVMyNTYiLCAidHlwIjogImV4YW1wbGUrc2Qtand0In0.eyJfc2QiOiBbIkQ1bVRPU2Jmd19WZjhMVnVsU1hGWEhM\
        WTJKZ2JVV1VzaGp0cFdnMVRScFEiLCAiRXdOTnJDV0o5enJfWmFqbXdmNHItcnFDeGlfUDRGWUgtbnNBcXNjM2ExRSIsICJRVEk4\
        bHlCdDNETnlqYV9lWEFvZXI4djlucHdSWFJqbTBxSXQyamZJNG8wIiwgIm4xV3UweFFIQTBaeTlxeUJLVldLbkp6a0VodndJQUdI\
        Z1A5RDUzRFp3VTgiLCAidC1pdEdWQ1RnVEw5bG5kVkYtaUo4OThlbS0yNy11LWhSR3FvUTFWZzh4ayJdLCAiaXNzIjogImh0dHBz\
        Oi8vZXhhbXBsZS5jb20vaXNzdWVyIiwgImlhdCI6IDE2ODMwMDAwMDAsICJleHAiOiAxODgzMDAwMDAwLCAiX3NkX2FsZyI6ICJz\
        aGEtMjU2In0.U9kcZEXqqjjH4Bcz1tvDDSBR8tLrraXYAPlsDpae3-hGvFXqJyPfxF-vdGEh16Ohln0XuLPzfq2JBAg8LPMyKw~W\
        yJlcDVoREJ1aXRaOWlhbUg4OVBGdVN3IiwgInNkX2FycmF5IiwgWzMyLCAyM11d~
        """,
      issuanceClaims: #"""
        {"iss":"https://example.com/issuer","iat":1683000000,"exp":1883000000,"sd_array":[32,23]}
        """#,
      presentation: """
        eyJhbGciOiAiRVMyNTYiLCAidHlwIjogImV4YW1wbGUrc2Qtand0In0.eyJfc2QiOiBbIkQ1bVRPU2Jmd19WZjhMVnVsU1hGWEhM\
        WTJKZ2JVV1VzaGp0cFdnMVRScFEiLCAiRXdOTnJDV0o5enJfWmFqbXdmNHItcnFDeGlfUDRGWUgtbnNBcXNjM2ExRSIsICJRVEk4\
        bHlCdDNETnlqYV9lWEFvZXI4djlucHdSWFJqbTBxSXQyamZJNG8wIiwgIm4xV3UweFFIQTBaeTlxeUJLVldLbkp6a0VodndJQUdI\
        Z1A5RDUzRFp3VTgiLCAidC1pdEdWQ1RnVEw5bG5kVkYtaUo4OThlbS0yNy11LWhSR3FvUTFWZzh4ayJdLCAiaXNzIjogImh0dHBz\
        Oi8vZXhhbXBsZS5jb20vaXNzdWVyIiwgImlhdCI6IDE2ODMwMDAwMDAsICJleHAiOiAxODgzMDAwMDAwLCAiX3NkX2FsZyI6ICJz\
        aGEtMjU2In0.U9kcZEXqqjjH4Bcz1tvDDSBR8tLrraXYAPlsDpae3-hGvFXqJyPfxF-vdGEh16Ohln0XuLPzfq2JBAg8LPMyKw~W\
        yJlcDVoREJ1aXRaOWlhbUg4OVBGdVN3IiwgInNkX2FycmF5IiwgWzMyLCAyM11d~
        """,
      presentationClaims: #"""
        {"iss":"https://example.com/issuer","iat":1683000000,"exp":1883000000,"sd_array":[32,23]}
        """#),
    ReferenceToken(
      name: "array_none_disclosed",
      issuance: """
        eyJhbGciOiAiRVMyNTYiLCAidHlwIjogImV4YW1wbGUrc2Qtand0In0.eyJpc3MiOiAiaHR0cHM6Ly9leGFtcGxlLmNvbS9pc3N1\
        ZXIiLCAiaWF0IjogMTY4MzAwMDAwMCwgImV4cCI6IDE4ODMwMDAwMDAsICJpc19vdmVyIjogeyJfc2QiOiBbIjlNSjAzMnBuN25I\
        S0p6S21uRlJGMHp4VjRRRk1neThDSHBNVTBpOFp0QTgiLCAiV2Y0QlRLSW9JbllCaGlZaEF5TjFmS2Izekt2Z1F2VkNUUkVOa3RW\
        RUFjcyIsICJwb0tieWNGZkZBT0VBWWduTnFJTVNVRU5MUW9tT2pMdDk2V3IzR0wtWDhvIl19LCAiX3NkX2FsZyI6ICJzaGEtMjU2\
        In0.ZkAGZrPX9ntvrsx9y89lUAWZ8ZzUB80lk8bKYWBr7BbX69QWLrccoac12oHvco48540bQArfSfMIoVvAQC6Hbw~WyJNOS1QQ\
        Up6UzhwaC1lQjktekJuc1V3IiwgIjEzIiwgZmFsc2Vd~WyJmQUJvZXZyYmtoaVo4ajZnOVM2RjRBIiwgIjE4IiwgdHJ1ZV0~WyJQ\
        cENmVjItNW03V2JRRGhvWDJFV1d3IiwgIjIxIiwgZmFsc2Vd~
        """,
      issuanceClaims: #"""
        {"iss":"https://example.com/issuer","iat":1683000000,"exp":1883000000,"is_over":{"18":true,"21":fals\#
        e,"13":false}}
        """#,
      presentation: """
        eyJhbGciOiAiRVMyNTYiLCAidHlwIjogImV4YW1wbGUrc2Qtand0In0.eyJpc3MiOiAiaHR0cHM6Ly9leGFtcGxlLmNvbS9pc3N1\
        ZXIiLCAiaWF0IjogMTY4MzAwMDAwMCwgImV4cCI6IDE4ODMwMDAwMDAsICJpc19vdmVyIjogeyJfc2QiOiBbIjlNSjAzMnBuN25I\
        S0p6S21uRlJGMHp4VjRRRk1neThDSHBNVTBpOFp0QTgiLCAiV2Y0QlRLSW9JbllCaGlZaEF5TjFmS2Izekt2Z1F2VkNUUkVOa3RW\
        RUFjcyIsICJwb0tieWNGZkZBT0VBWWduTnFJTVNVRU5MUW9tT2pMdDk2V3IzR0wtWDhvIl19LCAiX3NkX2FsZyI6ICJzaGEtMjU2\
        In0.ZkAGZrPX9ntvrsx9y89lUAWZ8ZzUB80lk8bKYWBr7BbX69QWLrccoac12oHvco48540bQArfSfMIoVvAQC6Hbw~
        """,
      presentationClaims: #"""
        {"iss":"https://example.com/issuer","iat":1683000000,"exp":1883000000,"is_over":{}}
        """#),
    ReferenceToken(
      name: "array_recursive_sd",
      issuance: """
        eyJhbGciOiAiRVMyNTYiLCAidHlwIjogImV4YW1wbGUrc2Qtand0In0.eyJpc3MiOiAiaHR0cHM6Ly9leGFtcGxlLmNvbS9pc3N1\
        ZXIiLCAiaWF0IjogMTY4MzAwMDAwMCwgImV4cCI6IDE4ODMwMDAwMDAsICJhcnJheV93aXRoX3JlY3Vyc2l2ZV9zZCI6IFsiYm9y\
        aW5nIiwgeyIuLi4iOiAiSjhuQWJLUGFsVWtuZ3d6NjZwM056bWVBSGt1ZDhDY2xmdG5nUXRXZjZzMCJ9LCBbeyIuLi4iOiAiNEsz\
        WTlHSVNxU3JUNGVzNHlXX0NmemN6TVNuWm0yYjJUU3ljUFk2anFhYyJ9LCB7Ii4uLiI6ICJTWlNPaDlmYk1hS2o4LVZPTkFrbjYt\
        dDc2bWtUX2taQkpsVEZDZURrM1d3In1dXSwgInRlc3QyIjogW3siLi4uIjogIlhjLWVrYUlSa2l5QUJVT2w0b1I2Q3lpbUFsMXBk\
        TVViT1ExaVNwNnZ5RzQifSwgeyIuLi4iOiAiOE5IVXBGbDROV2ZOeDUyaFk0NG9TRjVUam92Z0t5RjJ4N1pRcmFwMXR1RSJ9XSwg\
        Il9zZF9hbGciOiAic2hhLTI1NiJ9.h2AyXyh2B_E1GzmT5cGnzyVOBY8epp5zlzS0DX9P3B-TstguSJVEb_X8xw6upmalyFejXon\
        nRWeavnMvs5plbg~WyJsLV9JN1d2QUY2SU1FZGxlQ1M5M253IiwgImJheiIsIHsicXV4IjogInF1dXgifV0~WyJGaGpUTVBiMDdV\
        bzFqdDF4a0pDSWlnIiwgeyJfc2QiOiBbIlJ5UmJNZ2ZUcEstZG94VkI2c3FlTU1nWE9lQ1VWdTZ4X0Fka2xaRElhN0EiXSwgImZv\
        byI6ICJiYXIifV0~WyI1ZUw3blZNUVRaaFNPRlRROXFHbGJnIiwgImZvbyJd~WyI2WF9ISGJrQ2UyWWNzSElxQ3VkQmR3IiwgImJ\
        hciJd~WyJRVFJGZnM5TDJjazNnU1ZtMjZGaFhRIiwgImZvbyJd~WyJJYW1wOFZhUlhseFVmSkptNjQzeHlBIiwgImJhciJd~
        """,
      issuanceClaims: #"""
        {"iss":"https://example.com/issuer","iat":1683000000,"exp":1883000000,"array_with_recursive_sd":["bo\#
        ring",{"foo":"bar","baz":{"qux":"quux"}},["foo","bar"]],"test2":["foo","bar"]}
        """#,
      presentation: """
        eyJhbGciOiAiRVMyNTYiLCAidHlwIjogImV4YW1wbGUrc2Qtand0In0.eyJpc3MiOiAiaHR0cHM6Ly9leGFtcGxlLmNvbS9pc3N1\
        ZXIiLCAiaWF0IjogMTY4MzAwMDAwMCwgImV4cCI6IDE4ODMwMDAwMDAsICJhcnJheV93aXRoX3JlY3Vyc2l2ZV9zZCI6IFsiYm9y\
        aW5nIiwgeyIuLi4iOiAiSjhuQWJLUGFsVWtuZ3d6NjZwM056bWVBSGt1ZDhDY2xmdG5nUXRXZjZzMCJ9LCBbeyIuLi4iOiAiNEsz\
        WTlHSVNxU3JUNGVzNHlXX0NmemN6TVNuWm0yYjJUU3ljUFk2anFhYyJ9LCB7Ii4uLiI6ICJTWlNPaDlmYk1hS2o4LVZPTkFrbjYt\
        dDc2bWtUX2taQkpsVEZDZURrM1d3In1dXSwgInRlc3QyIjogW3siLi4uIjogIlhjLWVrYUlSa2l5QUJVT2w0b1I2Q3lpbUFsMXBk\
        TVViT1ExaVNwNnZ5RzQifSwgeyIuLi4iOiAiOE5IVXBGbDROV2ZOeDUyaFk0NG9TRjVUam92Z0t5RjJ4N1pRcmFwMXR1RSJ9XSwg\
        Il9zZF9hbGciOiAic2hhLTI1NiJ9.h2AyXyh2B_E1GzmT5cGnzyVOBY8epp5zlzS0DX9P3B-TstguSJVEb_X8xw6upmalyFejXon\
        nRWeavnMvs5plbg~
        """,
      presentationClaims: #"""
        {"iss":"https://example.com/issuer","iat":1683000000,"exp":1883000000,"array_with_recursive_sd":["bo\#
        ring",[]],"test2":[]}
        """#),
    ReferenceToken(
      name: "header_mod",
      issuance: """
        eyJhbGciOiAiRVMyNTYiLCAidHlwIjogImV4YW1wbGUrc2Qtand0IiwgImtpZCI6IDQyfQ.eyJfc2QiOiBbIkhSWHVQbkJENDhGd\
        jNyQVh2NDR0eXZTZndtX3E0QXB2Mmk4dDRHVlVsRDQiLCAiS1FUT2drTC1Wel9QNnB2cVk1ZmpkUFozb3hjVW1DZmxVdWMzaUREe\
        WVTcyIsICJOZTVwUFRyTWhEam1PMHdNckhROW94RUZERVpFVjhhN0Q0MlRHT0hTWU5VIiwgIlBNbWxKbzVmRnFVWm9hSDFNeFcyW\
        l9rMEtxdS1iZ1ZnNDYzWWM0c1VsZnciLCAiblVzSFBJR1BHOUtkY3lHMzFNUkdrYWtmcTM3VkhaTWhBWXJyNThqOTdJZyIsICJ4Q\
        jU0ZXRCbFktR2xuMmRiSDZHaUNZU1RXZkRrbDZOTEs3TUQwMk9mSDRrIiwgInh1ZFIzZFg4U2FLNlcwLUVjZlNfeTZUSHcxcUtUO\
        Eo1NEZ3dzlVZ2FPRlkiXSwgImlzcyI6ICJodHRwczovL2V4YW1wbGUuY29tL2lzc3VlciIsICJpYXQiOiAxNjgzMDAwMDAwLCAiZ\
        XhwIjogMTg4MzAwMDAwMCwgIl9zZF9hbGciOiAic2hhLTI1NiIsICJjbmYiOiB7Imp3ayI6IHsia3R5IjogIkVDIiwgImNydiI6I\
        CJQLTI1NiIsICJ4IjogIlRDQUVSMTladnUzT0hGNGo0VzR2ZlNWb0hJUDFJTGlsRGxzN3ZDZUdlbWMiLCAieSI6ICJaeGppV1diW\
        k1RR0hWV0tWUTRoYlNJaXJzVmZ1ZWNDRTZ0NGpUOUYySFpRIn19fQ.VyHTbHcqrglmf6r695--pbRWBDAeBNDpdKOymTERVc4Bwa\
        cZH5WcqhOuDEWO1LWRXRtmLkw69pFVNseVuSzj_w~WyJ0VjBNZndfMXF3U2RZc2VPOFF4eUh3IiwgInN1YiIsICJqb2huX2RvZV8\
        0MiJd~WyJZbFktQ2dsOW5fdTNIanFvSkVFbzFnIiwgImdpdmVuX25hbWUiLCAiSm9obiJd~WyJOekRqcWd3NzYxT2VwRXFLaXFRY\
        m5RIiwgImZhbWlseV9uYW1lIiwgIkRvZSJd~WyJCUkJjeWxPT3RoTjVMTktwZ0lxN2tRIiwgImVtYWlsIiwgImpvaG5kb2VAZXhh\
        bXBsZS5jb20iXQ~WyIyNWpySnB0c0RHYW1MT1NObjVYNmR3IiwgInBob25lX251bWJlciIsICIrMS0yMDItNTU1LTAxMDEiXQ~Wy\
        Jrb0d4bjZYeWF4X0FmR1BYMGI1Tk5RIiwgImFkZHJlc3MiLCB7InN0cmVldF9hZGRyZXNzIjogIjEyMyBNYWluIFN0IiwgImxvY2\
        FsaXR5IjogIkFueXRvd24iLCAicmVnaW9uIjogIkFueXN0YXRlIiwgImNvdW50cnkiOiAiVVMifV0~WyJmS3ZmWFRmSWNHeWdSSk\
        NZVlVUQU5BIiwgImJpcnRoZGF0ZSIsICIxOTQwLTAxLTAxIl0~
        """,
      issuanceClaims: #"""
        {"iss":"https://example.com/issuer","iat":1683000000,"exp":1883000000,"cnf":{"jwk":{"kty":"EC","crv"\#
        :"P-256","x":"TCAER19Zvu3OHF4j4W4vfSVoHIP1ILilDls7vCeGemc","y":"ZxjiWWbZMQGHVWKVQ4hbSIirsVfuecCE6t4j\#
        T9F2HZQ"}},"email":"johndoe@example.com","sub":"john_doe_42","phone_number":"+1-202-555-0101","given\#
        _name":"John","address":{"street_address":"123 Main St","locality":"Anytown","region":"Anystate","co\#
        untry":"US"},"birthdate":"1940-01-01","family_name":"Doe"}
        """#,
      presentation: """
        eyJhbGciOiAiRVMyNTYiLCAidHlwIjogImV4YW1wbGUrc2Qtand0IiwgImtpZCI6IDQyfQ.eyJfc2QiOiBbIkhSWHVQbkJENDhGd\
        jNyQVh2NDR0eXZTZndtX3E0QXB2Mmk4dDRHVlVsRDQiLCAiS1FUT2drTC1Wel9QNnB2cVk1ZmpkUFozb3hjVW1DZmxVdWMzaUREe\
        WVTcyIsICJOZTVwUFRyTWhEam1PMHdNckhROW94RUZERVpFVjhhN0Q0MlRHT0hTWU5VIiwgIlBNbWxKbzVmRnFVWm9hSDFNeFcyW\
        l9rMEtxdS1iZ1ZnNDYzWWM0c1VsZnciLCAiblVzSFBJR1BHOUtkY3lHMzFNUkdrYWtmcTM3VkhaTWhBWXJyNThqOTdJZyIsICJ4Q\
        jU0ZXRCbFktR2xuMmRiSDZHaUNZU1RXZkRrbDZOTEs3TUQwMk9mSDRrIiwgInh1ZFIzZFg4U2FLNlcwLUVjZlNfeTZUSHcxcUtUO\
        Eo1NEZ3dzlVZ2FPRlkiXSwgImlzcyI6ICJodHRwczovL2V4YW1wbGUuY29tL2lzc3VlciIsICJpYXQiOiAxNjgzMDAwMDAwLCAiZ\
        XhwIjogMTg4MzAwMDAwMCwgIl9zZF9hbGciOiAic2hhLTI1NiIsICJjbmYiOiB7Imp3ayI6IHsia3R5IjogIkVDIiwgImNydiI6I\
        CJQLTI1NiIsICJ4IjogIlRDQUVSMTladnUzT0hGNGo0VzR2ZlNWb0hJUDFJTGlsRGxzN3ZDZUdlbWMiLCAieSI6ICJaeGppV1diW\
        k1RR0hWV0tWUTRoYlNJaXJzVmZ1ZWNDRTZ0NGpUOUYySFpRIn19fQ.VyHTbHcqrglmf6r695--pbRWBDAeBNDpdKOymTERVc4Bwa\
        cZH5WcqhOuDEWO1LWRXRtmLkw69pFVNseVuSzj_w~WyJZbFktQ2dsOW5fdTNIanFvSkVFbzFnIiwgImdpdmVuX25hbWUiLCAiSm9\
        obiJd~WyJrb0d4bjZYeWF4X0FmR1BYMGI1Tk5RIiwgImFkZHJlc3MiLCB7InN0cmVldF9hZGRyZXNzIjogIjEyMyBNYWluIFN0Ii\
        wgImxvY2FsaXR5IjogIkFueXRvd24iLCAicmVnaW9uIjogIkFueXN0YXRlIiwgImNvdW50cnkiOiAiVVMifV0~WyJOekRqcWd3Nz\
        YxT2VwRXFLaXFRYm5RIiwgImZhbWlseV9uYW1lIiwgIkRvZSJd~eyJhbGciOiAiRVMyNTYiLCAidHlwIjogImtiK2p3dCJ9.eyJu\
        b25jZSI6ICIxMjM0NTY3ODkwIiwgImF1ZCI6ICJodHRwczovL2V4YW1wbGUuY29tL3ZlcmlmaWVyIiwgImlhdCI6IDE3OTUzODcy\
        OTYsICJzZF9oYXNoIjogIkk1TXVHZ09DOERZeWVCdHNEUXJZMGs0azhLNW83SWk1UVJXbEJ1OUZ5dVEifQ.mDx1jeYvOe3GIBGXK\
        8Qy01l1zHqsWiwLXjFsbpWetz9g5TZJ1QYSYTvSzRd3flooBoj8XQqYdaPCywc7E4k8pA
        """,
      presentationClaims: #"""
        {"iss":"https://example.com/issuer","iat":1683000000,"exp":1883000000,"cnf":{"jwk":{"kty":"EC","crv"\#
        :"P-256","x":"TCAER19Zvu3OHF4j4W4vfSVoHIP1ILilDls7vCeGemc","y":"ZxjiWWbZMQGHVWKVQ4hbSIirsVfuecCE6t4j\#
        T9F2HZQ"}},"given_name":"John","address":{"street_address":"123 Main St","locality":"Anytown","regio\#
        n":"Anystate","country":"US"},"family_name":"Doe"}
        """#),
    ReferenceToken(
      name: "key_binding",
      issuance: """
        eyJhbGciOiAiRVMyNTYiLCAidHlwIjogImV4YW1wbGUrc2Qtand0In0.eyJfc2QiOiBbIi1UbVBUdjZCSGNRS1NIaFptVzB6U2tZ\
        TXBWbG9jQlV3VHBsTHFSeFQxZWsiLCAiRWpFcWl5WExwSllLNzlWbHh2bkl4d1BiTm9Tc0NYOGl3RE1mU3RrMTVJYyIsICJHNG9J\
        LUpnS2lVSVVTUVZDTEhBMS1jTGxjVmotZkxqczZHWS1HYjR3WjNRIiwgImFRRjd1aHdXNzhRS1NKWW12SFVMZllFSWhOcEpPVW5z\
        YUJkZjFmRlZLNmMiLCAia1hOVFBnWE50U0ZjZE1yeUJqMmhSSDJlS1FyajZNb1hvOVpNSF93azd1YyIsICJxT3VPeDJMdU5OTzJS\
        MWEta0QwcXpzamZ2Y2xxRlloT2pLRUd5bFdvcklJIiwgInZmR1lxSXVobEVKeVZ1V1FGNmEzbnhkWkhDR2YwNmpNQmxQUGVsWjVT\
        XzgiXSwgImlzcyI6ICJodHRwczovL2V4YW1wbGUuY29tL2lzc3VlciIsICJpYXQiOiAxNjgzMDAwMDAwLCAiZXhwIjogMTg4MzAw\
        MDAwMCwgIl9zZF9hbGciOiAic2hhLTI1NiIsICJjbmYiOiB7Imp3ayI6IHsia3R5IjogIkVDIiwgImNydiI6ICJQLTI1NiIsICJ4\
        IjogIlRDQUVSMTladnUzT0hGNGo0VzR2ZlNWb0hJUDFJTGlsRGxzN3ZDZUdlbWMiLCAieSI6ICJaeGppV1diWk1RR0hWV0tWUTRo\
        YlNJaXJzVmZ1ZWNDRTZ0NGpUOUYySFpRIn19fQ.3Muv_THaGVJNJt8xgk0SOuQQzRafuv-UqegjBDLm-cWNWLsV0Y3L8gJPM3uUn\
        S12ZCZlDQmiCLfNqmtaqW0-6A~WyJDMUZFbXpvU25iVmZ1YlVlRGlOb1h3IiwgInN1YiIsICJqb2huX2RvZV80MiJd~WyJKWXZXe\
        mc2X0VxaGN1NkFxWWxFRlhRIiwgImdpdmVuX25hbWUiLCAiSm9obiJd~WyJiVU1mVkVfSFdhRnhka2FLT19TV01nIiwgImZhbWls\
        eV9uYW1lIiwgIkRvZSJd~WyJfcTVsZVVEV1NIOTZDQkh0MFg5dFJ3IiwgImVtYWlsIiwgImpvaG5kb2VAZXhhbXBsZS5jb20iXQ~\
        WyJQSnNmX0NjeGE1V2RRRExhSHEyWVdnIiwgInBob25lX251bWJlciIsICIrMS0yMDItNTU1LTAxMDEiXQ~WyJUM1IxZ2paU3JBW\
        kdKcVJZS09qMC13IiwgImFkZHJlc3MiLCB7InN0cmVldF9hZGRyZXNzIjogIjEyMyBNYWluIFN0IiwgImxvY2FsaXR5IjogIkFue\
        XRvd24iLCAicmVnaW9uIjogIkFueXN0YXRlIiwgImNvdW50cnkiOiAiVVMifV0~WyJQWTk2SWpIb0wxeTBfTWZpNVc3NHZnIiwgI\
        mJpcnRoZGF0ZSIsICIxOTQwLTAxLTAxIl0~
        """,
      issuanceClaims: #"""
        {"iss":"https://example.com/issuer","iat":1683000000,"exp":1883000000,"cnf":{"jwk":{"kty":"EC","crv"\#
        :"P-256","x":"TCAER19Zvu3OHF4j4W4vfSVoHIP1ILilDls7vCeGemc","y":"ZxjiWWbZMQGHVWKVQ4hbSIirsVfuecCE6t4j\#
        T9F2HZQ"}},"address":{"street_address":"123 Main St","locality":"Anytown","region":"Anystate","count\#
        ry":"US"},"sub":"john_doe_42","given_name":"John","family_name":"Doe","email":"johndoe@example.com",\#
        "phone_number":"+1-202-555-0101","birthdate":"1940-01-01"}
        """#,
      presentation: """
        eyJhbGciOiAiRVMyNTYiLCAidHlwIjogImV4YW1wbGUrc2Qtand0In0.eyJfc2QiOiBbIi1UbVBUdjZCSGNRS1NIaFptVzB6U2tZ\
        TXBWbG9jQlV3VHBsTHFSeFQxZWsiLCAiRWpFcWl5WExwSllLNzlWbHh2bkl4d1BiTm9Tc0NYOGl3RE1mU3RrMTVJYyIsICJHNG9J\
        LUpnS2lVSVVTUVZDTEhBMS1jTGxjVmotZkxqczZHWS1HYjR3WjNRIiwgImFRRjd1aHdXNzhRS1NKWW12SFVMZllFSWhOcEpPVW5z\
        YUJkZjFmRlZLNmMiLCAia1hOVFBnWE50U0ZjZE1yeUJqMmhSSDJlS1FyajZNb1hvOVpNSF93azd1YyIsICJxT3VPeDJMdU5OTzJS\
        MWEta0QwcXpzamZ2Y2xxRlloT2pLRUd5bFdvcklJIiwgInZmR1lxSXVobEVKeVZ1V1FGNmEzbnhkWkhDR2YwNmpNQmxQUGVsWjVT\
        XzgiXSwgImlzcyI6ICJodHRwczovL2V4YW1wbGUuY29tL2lzc3VlciIsICJpYXQiOiAxNjgzMDAwMDAwLCAiZXhwIjogMTg4MzAw\
        MDAwMCwgIl9zZF9hbGciOiAic2hhLTI1NiIsICJjbmYiOiB7Imp3ayI6IHsia3R5IjogIkVDIiwgImNydiI6ICJQLTI1NiIsICJ4\
        IjogIlRDQUVSMTladnUzT0hGNGo0VzR2ZlNWb0hJUDFJTGlsRGxzN3ZDZUdlbWMiLCAieSI6ICJaeGppV1diWk1RR0hWV0tWUTRo\
        YlNJaXJzVmZ1ZWNDRTZ0NGpUOUYySFpRIn19fQ.3Muv_THaGVJNJt8xgk0SOuQQzRafuv-UqegjBDLm-cWNWLsV0Y3L8gJPM3uUn\
        S12ZCZlDQmiCLfNqmtaqW0-6A~WyJUM1IxZ2paU3JBWkdKcVJZS09qMC13IiwgImFkZHJlc3MiLCB7InN0cmVldF9hZGRyZXNzIj\
        ogIjEyMyBNYWluIFN0IiwgImxvY2FsaXR5IjogIkFueXRvd24iLCAicmVnaW9uIjogIkFueXN0YXRlIiwgImNvdW50cnkiOiAiVV\
        MifV0~WyJKWXZXemc2X0VxaGN1NkFxWWxFRlhRIiwgImdpdmVuX25hbWUiLCAiSm9obiJd~WyJiVU1mVkVfSFdhRnhka2FLT19TV\
        01nIiwgImZhbWlseV9uYW1lIiwgIkRvZSJd~eyJhbGciOiAiRVMyNTYiLCAidHlwIjogImtiK2p3dCJ9.eyJub25jZSI6ICIxMjM\
        0NTY3ODkwIiwgImF1ZCI6ICJodHRwczovL2V4YW1wbGUuY29tL3ZlcmlmaWVyIiwgImlhdCI6IDE3OTUzODcyOTYsICJzZF9oYXN\
        oIjogIm1HOWNrNW5lVlhkZTM1dGNRbEVPdW5YeU8tU29jSWI3RFFlN2xURHY0UncifQ.wrmr_EeUVdehhpT080QsEB9gSO9lypWg\
        kGTknQ9qeCWjf_jPQnFWq_UjXTZv6tZIXWS3jBaT8uNp95uFMjY-HQ
        """,
      presentationClaims: #"""
        {"iss":"https://example.com/issuer","iat":1683000000,"exp":1883000000,"cnf":{"jwk":{"kty":"EC","crv"\#
        :"P-256","x":"TCAER19Zvu3OHF4j4W4vfSVoHIP1ILilDls7vCeGemc","y":"ZxjiWWbZMQGHVWKVQ4hbSIirsVfuecCE6t4j\#
        T9F2HZQ"}},"address":{"street_address":"123 Main St","locality":"Anytown","region":"Anystate","count\#
        ry":"US"},"given_name":"John","family_name":"Doe"}
        """#),
    ReferenceToken(
      name: "no_sd",
      issuance: """
        eyJhbGciOiAiRVMyNTYiLCAidHlwIjogImV4YW1wbGUrc2Qtand0In0.eyJfc2QiOiBbImZ3VFNCel9iRV9LYmc2WmxuNkJmNE80\
        S0NKNXpXdzBSUjhWd0FQU2FfclkiLCAicTgtSUZfRlVMY1RCMjMyWjdXMFRSSWpfYXVlVGVYTzlvWTdpeVIyUjgwcyJdLCAiaXNz\
        IjogImh0dHBzOi8vZXhhbXBsZS5jb20vaXNzdWVyIiwgImlhdCI6IDE2ODMwMDAwMDAsICJleHAiOiAxODgzMDAwMDAwLCAicmVj\
        dXJzaXZlIjogWyJib3JpbmciLCB7Il9zZCI6IFsiRzd2a19EQUFOTkR3aDRSU0FEZy1hNi1FRUw3by14V1pCb0l6Vm1uZnNiOCIs\
        ICJNa2FnSjlUd2FFUktMTVJMY2dRV2lnZENnRmhzcnRNUktQcEw3VlRFRlB3IiwgIlJxdGZESDVQaXFqSWk1SG1DZElpTVY2cDNu\
        TW95c1ZkTjluME1GR2xKeHciLCAiYzNnN0xBZ0JHYjM1blpweFNyUklMaThoa2M4VmxRZm52N1p5X0tDQ0haNCIsICJobjFaRWU0\
        aWx6ZGR6RFBZQ0FPUDlGSXBYbmdQTUVXQ0tZWHQ1S19YcXI4Il0sICJmb28iOiAiYmFyIiwgImJheiI6IHsiX3NkIjogWyJVR3hi\
        YXZfbDdhQ2dSRmJ4VjZ2ZHFNZDRkMS1JcjlBUUpERHl3RlJ4TkZjIiwgIlZMQ05aUTlEZHJENGdISFVMWDFDM2NoaWFmd095QjBn\
        TUdZaHFBUkhla0EiLCAiZm16LV94eTV5UFBKZEhwQTJFc2Vzc3gwa0ptbEI5RVVJVjRMSGpESUtPMCIsICJ1ZEJUanhsaHVlcFRS\
        LWQ4LTc2c2Z6QmU1dWRFYzJFcDFuampNLUl5Z19BIiwgInlNekRmaDdfRG9zVE1wWGFneF9pMG9lNkl1LWhldkhaZ3JvZ3N1UWhD\
        QmciXSwgInF1eCI6ICJxdXV4In19LCBbImZvbyIsICJiYXIiXV0sICJ0ZXN0MiI6IFsiZm9vIiwgImJhciJdLCAiX3NkX2FsZyI6\
        ICJzaGEtMjU2In0.uoe-z9_r_0QpptXCOzpqZ71MJd1PE6COg0x86viNubFDwRFBlxVCEutEDxIkqJUUoKhdlvPD3cmJiTWdmGUl\
        yw~
        """,
      issuanceClaims: #"""
        {"iss":"https://example.com/issuer","iat":1683000000,"exp":1883000000,"recursive":["boring",{"foo":"\#
        bar","baz":{"qux":"quux"}},["foo","bar"]],"test2":["foo","bar"]}
        """#,
      presentation: """
        eyJhbGciOiAiRVMyNTYiLCAidHlwIjogImV4YW1wbGUrc2Qtand0In0.eyJfc2QiOiBbImZ3VFNCel9iRV9LYmc2WmxuNkJmNE80\
        S0NKNXpXdzBSUjhWd0FQU2FfclkiLCAicTgtSUZfRlVMY1RCMjMyWjdXMFRSSWpfYXVlVGVYTzlvWTdpeVIyUjgwcyJdLCAiaXNz\
        IjogImh0dHBzOi8vZXhhbXBsZS5jb20vaXNzdWVyIiwgImlhdCI6IDE2ODMwMDAwMDAsICJleHAiOiAxODgzMDAwMDAwLCAicmVj\
        dXJzaXZlIjogWyJib3JpbmciLCB7Il9zZCI6IFsiRzd2a19EQUFOTkR3aDRSU0FEZy1hNi1FRUw3by14V1pCb0l6Vm1uZnNiOCIs\
        ICJNa2FnSjlUd2FFUktMTVJMY2dRV2lnZENnRmhzcnRNUktQcEw3VlRFRlB3IiwgIlJxdGZESDVQaXFqSWk1SG1DZElpTVY2cDNu\
        TW95c1ZkTjluME1GR2xKeHciLCAiYzNnN0xBZ0JHYjM1blpweFNyUklMaThoa2M4VmxRZm52N1p5X0tDQ0haNCIsICJobjFaRWU0\
        aWx6ZGR6RFBZQ0FPUDlGSXBYbmdQTUVXQ0tZWHQ1S19YcXI4Il0sICJmb28iOiAiYmFyIiwgImJheiI6IHsiX3NkIjogWyJVR3hi\
        YXZfbDdhQ2dSRmJ4VjZ2ZHFNZDRkMS1JcjlBUUpERHl3RlJ4TkZjIiwgIlZMQ05aUTlEZHJENGdISFVMWDFDM2NoaWFmd095QjBn\
        TUdZaHFBUkhla0EiLCAiZm16LV94eTV5UFBKZEhwQTJFc2Vzc3gwa0ptbEI5RVVJVjRMSGpESUtPMCIsICJ1ZEJUanhsaHVlcFRS\
        LWQ4LTc2c2Z6QmU1dWRFYzJFcDFuampNLUl5Z19BIiwgInlNekRmaDdfRG9zVE1wWGFneF9pMG9lNkl1LWhldkhaZ3JvZ3N1UWhD\
        QmciXSwgInF1eCI6ICJxdXV4In19LCBbImZvbyIsICJiYXIiXV0sICJ0ZXN0MiI6IFsiZm9vIiwgImJhciJdLCAiX3NkX2FsZyI6\
        ICJzaGEtMjU2In0.uoe-z9_r_0QpptXCOzpqZ71MJd1PE6COg0x86viNubFDwRFBlxVCEutEDxIkqJUUoKhdlvPD3cmJiTWdmGUl\
        yw~
        """,
      presentationClaims: #"""
        {"iss":"https://example.com/issuer","iat":1683000000,"exp":1883000000,"recursive":["boring",{"foo":"\#
        bar","baz":{"qux":"quux"}},["foo","bar"]],"test2":["foo","bar"]}
        """#),
    ReferenceToken(
      name: "object_data_types",
      issuance: """
        eyJhbGciOiAiRVMyNTYiLCAidHlwIjogImV4YW1wbGUrc2Qtand0In0.eyJpc3MiOiAiaHR0cHM6Ly9leGFtcGxlLmNvbS9pc3N1\
        ZXIiLCAiaWF0IjogMTY4MzAwMDAwMCwgImV4cCI6IDE4ODMwMDAwMDAsICJ2YWx1ZV9kYXRhX3R5cGVzIjogeyJfc2QiOiBbIjhL\
        RGJpYnpJSUJheGxKRVI0My1jcFdQLXNyRlBiS2h5VXZlaTVKN3Q1eUEiLCAiQXROdTNGMU1SQm4xS1VnM3M2WWhnVHVuV2dKM2cx\
        OTQ3WnRkbGhZWW4xZyIsICJKZE42ZFJ2ODZkdHBSSkhCRVl3RThHNndFODV4dnM1R2NydEhFV0RZdWNBIiwgIlZmeHE3WldtOFZ5\
        RWNsTEdvYnY1WWhEM0ZMb2cwcVI3T2R0TURPTlNUVEEiLCAiamdua1ZtYjdYVUJkUkZGTVVtR1BzckNGZTBwY3pDT0RmTWhCX2Qt\
        cFhCayIsICJrMFk2WUFKXzh2VGwzajA5clhubTFSVXg1cVE1b0pYZ2c2MmJCM1NwSGs0IiwgInFxcmVnb09TN1NBbzVmVG5GTmtM\
        MThJc3RsY2o4endDZ2pFZ2lzb0JWX0UiXX0sICJrZXlfZGF0YV90eXBlcyI6IHsiX3NkIjogWyJFQnh1cnB3TmFQZzhkY0ctalAy\
        OUIxakhYaFlYVUJQMHNmeE5yQkRPSnQ4IiwgIkV6bU1zNGJVTHoyejc1LTdLYm5NWVg4NGlfY3I0alVpcGlBTkt0Wm1IN0UiLCAi\
        RzJ6T3M5Wld6Nlp1T1dWV2JJSmMtdlluZVJaMExFRjF2TUgyWjRZdUhSUSIsICJITWdJb0IwVHl0QjRMMmJ2ODIyOXlBalRNazE3\
        ZmM4YmYwN0sxdnNEQ2NnIiwgIngydFlKZS1yRkNvUTMyOTZhLXcwRzdVRThaRm0tcGFPTzFqQjI5aWxzVzAiLCAieWd3SUdHWmVU\
        NnhZeE9QdXR3Yk16ZGo3eGludE1GcUs1WHlOZ1pGbTkzWSIsICJ6OGlmclRXZ1FXMVpTc2d6cWNWYWJTZ1ZuLXJXXy1ldTBEWmZo\
        VU1JNzJJIl19LCAiX3NkX2FsZyI6ICJzaGEtMjU2In0.xItHpQcm4ZB4GKHgvBv_Ps6NxwqZBUgXQhKJx_kvd9C_JPj2a65Uyw0m\
        _hqqGopt2TIXAYB_9QwjO1LIvhvJYg~WyJPNG54bndfYnJQNHo4RExlV2pqanV3IiwgInRlc3RfbnVsbCIsIG51bGxd~WyJXMEs5\
        SW5lSnJsTm1YS0g3ZXdhZzFnIiwgInRlc3RfaW50IiwgNDJd~WyJNUlpvc2ZPdk1hNmJZTzhSSUlvUE1BIiwgInRlc3RfZmxvYXQ\
        iLCAzLjE0XQ~WyJJcEVJTkc1REpSZTZUd2FpUGRTYTJRIiwgInRlc3Rfc3RyIiwgImZvbyJd~WyJ4ejRTdW05VXUzeEZZY1hWQ09\
        LWGNnIiwgInRlc3RfYm9vbCIsIHRydWVd~WyJXRzBYcHktZnhrM01VcFQ2eU9xYk5RIiwgInRlc3RfYXJyIiwgWyJUZXN0Il1d~W\
        yJISDdVT3EzdlJZVDNLZDQ5MWJZV2hRIiwgInRlc3Rfb2JqZWN0IiwgeyJmb28iOiAiYmFyIn1d~WyJhNUljNGtqSTZIbDRISzlw\
        T0xBZkVBIiwgIm51bGwiLCAia2V5X251bGwiXQ~WyJrQXVsai1ETGk4bE1ybm01MUJoT21BIiwgIjQyIiwgImtleV9pbnQiXQ~Wy\
        I5T3BNUWxoNXByRzNRMnJHUmsteEh3IiwgIjMuMTQiLCAia2V5X2Zsb2F0Il0~WyJLUDRBX0lrNDU1NzdwQmxSSVNKd0hRIiwgIm\
        ZvbyIsICJrZXlfc3RyIl0~WyJnU18xeUd0cEhxd2MtVm1YV3ZaVVlRIiwgIlRydWUiLCAia2V5X2Jvb2wiXQ~WyJ1ZDFUcWtyTUR\
        NZlFZMzVXa2dncVBBIiwgIltcIlRlc3RcIl0iLCAia2V5X2FyciJd~WyJFNjhURkRLcndHTG9Hbmh4WnJaaWZ3IiwgIntcImZvb1\
        wiOiBcImJhclwifSIsICJrZXlfb2JqZWN0Il0~
        """,
      issuanceClaims: #"""
        {"iss":"https://example.com/issuer","iat":1683000000,"exp":1883000000,"value_data_types":{"test_int"\#
        :42,"test_null":null,"test_str":"foo","test_float":3.14,"test_bool":true,"test_object":{"foo":"bar"}\#
        ,"test_arr":["Test"]},"key_data_types":{"42":"key_int","[\"Test\"]":"key_arr","null":"key_null","Tru\#
        e":"key_bool","{\"foo\": \"bar\"}":"key_object","foo":"key_str","3.14":"key_float"}}
        """#,
      presentation: """
        eyJhbGciOiAiRVMyNTYiLCAidHlwIjogImV4YW1wbGUrc2Qtand0In0.eyJpc3MiOiAiaHR0cHM6Ly9leGFtcGxlLmNvbS9pc3N1\
        ZXIiLCAiaWF0IjogMTY4MzAwMDAwMCwgImV4cCI6IDE4ODMwMDAwMDAsICJ2YWx1ZV9kYXRhX3R5cGVzIjogeyJfc2QiOiBbIjhL\
        RGJpYnpJSUJheGxKRVI0My1jcFdQLXNyRlBiS2h5VXZlaTVKN3Q1eUEiLCAiQXROdTNGMU1SQm4xS1VnM3M2WWhnVHVuV2dKM2cx\
        OTQ3WnRkbGhZWW4xZyIsICJKZE42ZFJ2ODZkdHBSSkhCRVl3RThHNndFODV4dnM1R2NydEhFV0RZdWNBIiwgIlZmeHE3WldtOFZ5\
        RWNsTEdvYnY1WWhEM0ZMb2cwcVI3T2R0TURPTlNUVEEiLCAiamdua1ZtYjdYVUJkUkZGTVVtR1BzckNGZTBwY3pDT0RmTWhCX2Qt\
        cFhCayIsICJrMFk2WUFKXzh2VGwzajA5clhubTFSVXg1cVE1b0pYZ2c2MmJCM1NwSGs0IiwgInFxcmVnb09TN1NBbzVmVG5GTmtM\
        MThJc3RsY2o4endDZ2pFZ2lzb0JWX0UiXX0sICJrZXlfZGF0YV90eXBlcyI6IHsiX3NkIjogWyJFQnh1cnB3TmFQZzhkY0ctalAy\
        OUIxakhYaFlYVUJQMHNmeE5yQkRPSnQ4IiwgIkV6bU1zNGJVTHoyejc1LTdLYm5NWVg4NGlfY3I0alVpcGlBTkt0Wm1IN0UiLCAi\
        RzJ6T3M5Wld6Nlp1T1dWV2JJSmMtdlluZVJaMExFRjF2TUgyWjRZdUhSUSIsICJITWdJb0IwVHl0QjRMMmJ2ODIyOXlBalRNazE3\
        ZmM4YmYwN0sxdnNEQ2NnIiwgIngydFlKZS1yRkNvUTMyOTZhLXcwRzdVRThaRm0tcGFPTzFqQjI5aWxzVzAiLCAieWd3SUdHWmVU\
        NnhZeE9QdXR3Yk16ZGo3eGludE1GcUs1WHlOZ1pGbTkzWSIsICJ6OGlmclRXZ1FXMVpTc2d6cWNWYWJTZ1ZuLXJXXy1ldTBEWmZo\
        VU1JNzJJIl19LCAiX3NkX2FsZyI6ICJzaGEtMjU2In0.xItHpQcm4ZB4GKHgvBv_Ps6NxwqZBUgXQhKJx_kvd9C_JPj2a65Uyw0m\
        _hqqGopt2TIXAYB_9QwjO1LIvhvJYg~WyJXMEs5SW5lSnJsTm1YS0g3ZXdhZzFnIiwgInRlc3RfaW50IiwgNDJd~WyJPNG54bndf\
        YnJQNHo4RExlV2pqanV3IiwgInRlc3RfbnVsbCIsIG51bGxd~WyJJcEVJTkc1REpSZTZUd2FpUGRTYTJRIiwgInRlc3Rfc3RyIiw\
        gImZvbyJd~WyJNUlpvc2ZPdk1hNmJZTzhSSUlvUE1BIiwgInRlc3RfZmxvYXQiLCAzLjE0XQ~WyJ4ejRTdW05VXUzeEZZY1hWQ09\
        LWGNnIiwgInRlc3RfYm9vbCIsIHRydWVd~WyJISDdVT3EzdlJZVDNLZDQ5MWJZV2hRIiwgInRlc3Rfb2JqZWN0IiwgeyJmb28iOi\
        AiYmFyIn1d~WyJXRzBYcHktZnhrM01VcFQ2eU9xYk5RIiwgInRlc3RfYXJyIiwgWyJUZXN0Il1d~WyJrQXVsai1ETGk4bE1ybm01\
        MUJoT21BIiwgIjQyIiwgImtleV9pbnQiXQ~WyJ1ZDFUcWtyTURNZlFZMzVXa2dncVBBIiwgIltcIlRlc3RcIl0iLCAia2V5X2Fyc\
        iJd~WyJhNUljNGtqSTZIbDRISzlwT0xBZkVBIiwgIm51bGwiLCAia2V5X251bGwiXQ~WyJnU18xeUd0cEhxd2MtVm1YV3ZaVVlRI\
        iwgIlRydWUiLCAia2V5X2Jvb2wiXQ~WyJFNjhURkRLcndHTG9Hbmh4WnJaaWZ3IiwgIntcImZvb1wiOiBcImJhclwifSIsICJrZX\
        lfb2JqZWN0Il0~WyJLUDRBX0lrNDU1NzdwQmxSSVNKd0hRIiwgImZvbyIsICJrZXlfc3RyIl0~WyI5T3BNUWxoNXByRzNRMnJHUm\
        steEh3IiwgIjMuMTQiLCAia2V5X2Zsb2F0Il0~
        """,
      presentationClaims: #"""
        {"iss":"https://example.com/issuer","iat":1683000000,"exp":1883000000,"value_data_types":{"test_int"\#
        :42,"test_null":null,"test_str":"foo","test_float":3.14,"test_bool":true,"test_object":{"foo":"bar"}\#
        ,"test_arr":["Test"]},"key_data_types":{"42":"key_int","[\"Test\"]":"key_arr","null":"key_null","Tru\#
        e":"key_bool","{\"foo\": \"bar\"}":"key_object","foo":"key_str","3.14":"key_float"}}
        """#),
  ]
}
